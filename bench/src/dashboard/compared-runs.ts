import { Rng } from '@voxboard/domain';
import type { Ask } from './bench-page.js';

const KEYS = ['loss', 'accuracy'] as const;

interface Created {
  readonly createRun: { readonly run?: { readonly id: string }; readonly message?: string };
}

/** Runs of a script with noisy curves of two metrics; their ids. `isFinished` false: they go on. */
export async function makeComparedRuns(
  ask: Ask,
  options: {
    readonly projectSlug: string;
    readonly count: number;
    readonly points: number;
    readonly isFinished: boolean;
  },
): Promise<string[]> {
  const rng = new Rng(7);
  const ids: string[] = [];
  for (let run = 0; run < options.count; run += 1) {
    const params = { learningRate: 0.001 * (1 + (run % 5)), batchSize: 32 };
    const { createRun } = await ask<Created>(
      `mutation ($input: CreateRunInput!) { createRun(input: $input) {
        ... on CreateRunSuccess { run { id } } ... on UserError { message } } }`,
      { input: { projectSlug: options.projectSlug, experiment: 'compared', name: `run ${run}`, seed: run, params } },
    );
    if (!createRun.run) throw new Error(createRun.message);
    ids.push(createRun.run.id);
    if (options.points > 0) await logCurves(ask, createRun.run.id, options.points, rng);
    if (options.isFinished) {
      await ask('mutation ($input: FinishRunInput!) { finishRun(input: $input) { __typename } }', {
        input: { runId: createRun.run.id, status: 'FINISHED' },
      });
    }
  }
  return ids;
}

async function logCurves(ask: Ask, runId: string, points: number, rng: Rng): Promise<void> {
  const steps = Array.from({ length: points }, (_, step) => step);
  const columns = KEYS.map((key) => ({
    key,
    split: 'TRAIN',
    steps,
    values: steps.map((step) => curve(key, step / points) + 0.05 * (rng.uniform() - 0.5)),
  }));
  await ask('mutation ($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }', {
    input: { runId, columns },
  });
}

/** @param share of the training that is done, 0 to 1 */
function curve(key: (typeof KEYS)[number], share: number): number {
  return key === 'loss' ? 0.2 + 2 * Math.exp(-4 * share) : 0.9 - 0.7 * Math.exp(-4 * share);
}
