import { describe, expect, it } from 'vitest';
import { labelRuns } from './run-labels';

function run(id: string, experiment: string, foldIndex: number) {
  return { id, name: id, foldIndex, seed: 0, experiment: { id: experiment, name: experiment, plannedFolds: 5 } };
}

describe('Names of compared runs', () => {
  it('are the folds alone within one experiment', () => {
    expect([...labelRuns([run('a', 'Sweep', 0), run('b', 'Sweep', 1)]).values()]).toEqual([
      'fold 1/5 · seed 0',
      'fold 2/5 · seed 0',
    ]);
  });

  it('are the experiments alone where each gives one run', () => {
    expect([...labelRuns([run('a', 'Sweep', 0), run('b', 'Other', 1)]).values()]).toEqual(['Sweep', 'Other']);
  });

  it('are both where neither tells the runs apart', () => {
    const labels = labelRuns([run('a', 'Sweep', 0), run('b', 'Sweep', 1), run('c', 'Other', 0)]);
    expect(new Set(labels.values()).size).toBe(3);
    expect(labels.get('c')).toBe('Other · fold 1/5 · seed 0');
  });
});
