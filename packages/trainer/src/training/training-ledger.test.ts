import { type RowRef, type RunEvidence, rowPairs } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { RecordingReporter } from '../testing/recording-reporter.js';
import { classRequest, tickingClock } from '../testing/requests.js';
import { train } from './train.js';
import type { TrainRequest } from './train-request.js';

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
});
afterAll(() => backend.dispose());

async function evidenceOf(request: TrainRequest): Promise<RunEvidence> {
  const reporter = new RecordingReporter();
  await train(request, reporter, { backend, signal: new AbortController().signal, now: tickingClock() });
  expect(reporter.evidence).toHaveLength(1);
  return reporter.evidence[0]!;
}

describe('the evidence of a training', () => {
  it('names the rows that were trained, validated and tested, the rows scaling saw, and the labels used', async () => {
    const request = classRequest({ hyperparameters: { epochs: 1 } });
    const { fold, labels } = request;
    const evidence = await evidenceOf(request);
    expect(evidence.trained).toEqual(rowPairs(fold.train));
    expect(evidence.validated).toEqual(rowPairs(fold.validation));
    expect(evidence.tested).toEqual(rowPairs(fold.test));
    expect(evidence.fitted).toEqual(rowPairs(fold.train));
    expect(evidence.labels).toEqual(Array.from(labels));
    expect(evidence.selection).toEqual({ stoppedOn: 'nothing', tunedOn: [] });
    expect(evidence.unlabelled).toEqual([]);
  });

  it('says that scaling saw every row under the study, and none where nothing is scaled', async () => {
    const base = classRequest({ hyperparameters: { epochs: 1 } });
    const all = [...base.fold.train, ...base.fold.validation, ...base.fold.test];
    const study = { ...base, config: { ...base.config, protocol: { name: 'study' as const } } };
    expect((await evidenceOf(study)).fitted).toEqual(rowPairs(all));
    const unscaled = classRequest({ hyperparameters: { epochs: 1, standardize: false } });
    expect((await evidenceOf(unscaled)).fitted).toEqual([]);
  });

  it.each([
    ['early stopping', { earlyStoppingPatience: 2 }],
    ['the plateau schedule', { schedule: { kind: 'reduce-on-plateau' as const } }],
  ])('says that %s watched validation', async (_, hyperparameters) => {
    const evidence = await evidenceOf(classRequest({ hyperparameters: { epochs: 2, ...hyperparameters } }));
    expect(evidence.selection?.stoppedOn).toBe('validation');
  });

  it('counts only rows that reached a batch, those before a checkpoint included', async () => {
    const request = classRequest({ hyperparameters: { epochs: 2 } });
    let saved: Uint8Array | null = null;
    const save = async (checkpoint: Uint8Array) => {
      saved = checkpoint;
    };
    const options = { backend, signal: new AbortController().signal, now: tickingClock() };
    const first = new RecordingReporter();
    await train(request, first, { ...options, checkpoints: { maxShare: Number.POSITIVE_INFINITY, save } });
    const resumed = await evidenceOf({ ...request, checkpoint: saved });
    expect(resumed.trained).toEqual(first.evidence[0]!.trained);
  });

  it('is the same of a closed-form model', async () => {
    const base = classRequest({ hyperparameters: { epochs: 1 } });
    const lda = { ...base.config, architecture: { kind: 'preset' as const, preset: 'lda' as const, width: 1 } };
    const evidence = await evidenceOf({ ...base, config: lda });
    const pairs = (rows: readonly RowRef[]) => rowPairs(rows);
    expect([evidence.trained, evidence.tested]).toEqual([pairs(base.fold.train), pairs(base.fold.test)]);
  });
});
