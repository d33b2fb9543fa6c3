import { Rng } from '@voxboard/domain';
import { z } from 'zod';
import type { Ask } from './bench-page.js';

const KEYS = ['loss', 'accuracy'] as const;
/** Runs that are made at the same time. */
const AT_ONCE = 4;

const MessageSchema = z.object({ message: z.string().optional() });
const CreatedSchema = z.object({ createRun: MessageSchema.extend({ run: z.object({ id: z.string() }).optional() }) });
const LoggedSchema = z.object({ logMetrics: MessageSchema });
const FinishedSchema = z.object({ finishRun: MessageSchema });

export interface LoggedColumn {
  readonly key: string;
  readonly split: 'TRAIN';
  readonly steps: readonly number[];
  readonly values: readonly number[];
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
  const ids: string[] = [];
  for (let first = 0; first < options.count; first += AT_ONCE) {
    const runs = Array.from({ length: Math.min(AT_ONCE, options.count - first) }, (_, place) => first + place);
    ids.push(...(await Promise.all(runs.map((run) => makeRun(ask, run, options)))));
  }
  return ids;
}

async function makeRun(
  ask: Ask,
  run: number,
  {
    projectSlug,
    points,
    isFinished,
  }: { readonly projectSlug: string; readonly points: number; readonly isFinished: boolean },
): Promise<string> {
  const params = { learningRate: 0.001 * (1 + (run % 5)), batchSize: 32 };
  const { createRun } = CreatedSchema.parse(
    await ask(
      `mutation ($input: CreateRunInput!) { createRun(input: $input) {
        ... on CreateRunSuccess { run { id } } ... on UserError { message } } }`,
      { input: { projectSlug, experiment: 'compared', name: `run ${run}`, seed: run, params } },
    ),
  );
  if (!createRun.run) throw new Error(`no run was made: ${createRun.message}`);
  const { id } = createRun.run;
  // A call takes 10,000 points.
  if (points > 0) for (const column of curvesOf(points, new Rng(run + 1))) await logColumns(ask, id, [column]);
  if (isFinished) {
    const { finishRun } = FinishedSchema.parse(
      await ask(
        `mutation ($input: FinishRunInput!) { finishRun(input: $input) {
          ... on UserError { message } } }`,
        { input: { runId: id, status: 'FINISHED' } },
      ),
    );
    if (finishRun.message !== undefined) throw new Error(`the run did not end: ${finishRun.message}`);
  }
  return id;
}

/** @throws what the API says against it */
export async function logColumns(ask: Ask, runId: string, columns: readonly LoggedColumn[]): Promise<void> {
  const { logMetrics } = LoggedSchema.parse(
    await ask(
      `mutation ($input: LogMetricsInput!) { logMetrics(input: $input) {
        ... on UserError { message } } }`,
      { input: { runId, columns } },
    ),
  );
  if (logMetrics.message !== undefined) throw new Error(`the points were not stored: ${logMetrics.message}`);
}

function curvesOf(points: number, rng: Rng): LoggedColumn[] {
  const steps = Array.from({ length: points }, (_, step) => step);
  return KEYS.map((key) => ({
    key,
    split: 'TRAIN',
    steps,
    values: steps.map((step) => curve(key, step / points) + 0.05 * (rng.uniform() - 0.5)),
  }));
}

/** @param share of the training that is done, 0 to 1 */
function curve(key: (typeof KEYS)[number], share: number): number {
  return key === 'loss' ? 0.2 + 2 * Math.exp(-4 * share) : 0.9 - 0.7 * Math.exp(-4 * share);
}
