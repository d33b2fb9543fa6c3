import { describe, expect, it } from 'vitest';
import { formFromRun } from './launch-template';

const architecture = {
  id: 'mlp',
  name: 'mlp',
  description: '',
  inputKind: 'vector',
  parameterCount: 1,
  isPreset: true,
  defaultHyperparameters: { epochs: 60, optimizer: 'adamw', clipNorm: null, schedule: { kind: 'constant' } },
};
const run = {
  id: 'run',
  params: {},
  experiment: {
    id: 'e',
    name: 'First',
    task: 'GENDER' as const,
    hyperparameters: { epochs: 5, optimizer: 'adamw', clipNorm: 2, schedule: { kind: 'cosine', warmupEpochs: 1 } },
    plannedSeeds: [0, 1],
    featureSet: { id: 'f' },
    architecture: { id: 'mlp' },
    protocol: { name: 'by-speaker', foldCount: 8 },
  },
};

describe('formFromRun', () => {
  it('fills in what the run was launched with, and of the hyperparameters what differs from the preset', () => {
    expect(formFromRun(run, [architecture])).toMatchObject({
      task: 'GENDER',
      featureSetId: 'f',
      architectureIds: ['mlp'],
      protocolName: 'by-speaker',
      foldCount: '8',
      hyperparameters: { epochs: '5', clipNorm: '2', schedule: 'cosine' },
      seeds: '0, 1',
    });
  });

  it('leaves open what is no longer there', () => {
    const form = formFromRun({ ...run, experiment: { ...run.experiment, featureSet: null, protocol: null } }, []);
    expect(form).toMatchObject({ featureSetId: null, architectureIds: [], protocolName: null, foldCount: '' });
  });
});
