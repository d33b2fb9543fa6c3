import type { MetricStore, SeriesData, SeriesSummary } from '@voxboard/db';
import {
  InvalidInputError,
  isLowerBetter,
  MetricKeySchema,
  type Split,
  SplitSchema,
  StepSchema,
} from '@voxboard/domain';
import { z } from 'zod';
import type { SeriesDelta } from '../delta/delta.type.js';
import { requireListSize } from '../shared/list-size.js';
import { asUuid, parseInput } from '../shared/parse-input.js';
import type { MetricSeries, MetricSummary } from './metric.type.js';

export const DEFAULT_RESOLUTION = 500;
/** A screen has no more pixels across; whoever needs every point asks in ranges of steps. */
const MAX_RESOLUTION = 100_000;
const MAX_RUNS = 1000;
const MAX_KEYS = 200;

const SelectionSchema = z.object({
  keys: z.array(MetricKeySchema).max(MAX_KEYS).nullish(),
  splits: z.array(SplitSchema).max(3).nullish(),
  fromStep: StepSchema.nullish(),
  toStep: StepSchema.nullish(),
  sinceStep: z.number().int().min(-1).max(2_147_483_646).nullish(),
  resolution: z.number().int().min(3).max(MAX_RESOLUTION).nullish(),
});
export type SeriesSelection = z.input<typeof SelectionSchema>;

/** Which summaries of a run are wanted. */
export interface SummarySelection {
  readonly keys: readonly string[] | null;
  readonly splits: readonly Split[] | null;
}

/** A run's summary as the schema has it, with the run it is of. */
export type RunMetricSummary = MetricSummary & { readonly runId: string };

/** Reads metrics. */
export class MetricService {
  constructor(private readonly store: MetricStore) {}

  /** @throws InvalidInputError */
  async series(runIds: readonly string[], selection: SeriesSelection): Promise<MetricSeries[]> {
    requireListSize(runIds, 'runIds', MAX_RUNS);
    const { keys, splits, fromStep, toStep, sinceStep, resolution } = parseInput(SelectionSchema, selection);
    if (fromStep != null && toStep != null && fromStep > toStep) {
      throw new InvalidInputError(`"fromStep" (${fromStep}) must not be after "toStep" (${toStep}).`, {
        path: ['fromStep'],
      });
    }
    const ids = [...new Set(runIds.flatMap((id) => asUuid(id) ?? []))];
    const found = await this.store.readSeries({
      runIds: ids,
      ...(keys && { keys }),
      ...(splits && { splits }),
      ...(fromStep != null && { fromStep }),
      ...(toStep != null && { toStep }),
      ...(sinceStep != null && { sinceStep }),
      resolution: resolution ?? DEFAULT_RESOLUTION,
    });
    return found.map(toMetricSeries);
  }

  /** @throws InvalidInputError */
  async delta(
    runIds: readonly string[],
    selection: Pick<SeriesSelection, 'keys' | 'splits' | 'resolution'>,
    after: string | null,
  ): Promise<SeriesDelta> {
    requireListSize(runIds, 'runIds', MAX_RUNS);
    const { keys, splits, resolution } = parseInput(SelectionSchema, selection);
    const { appended, replaced, cursor } = await this.store.readDelta(
      {
        runIds: [...new Set(runIds.flatMap((id) => asUuid(id) ?? []))],
        ...(keys && { keys }),
        ...(splits && { splits }),
        resolution: resolution ?? DEFAULT_RESOLUTION,
      },
      after,
    );
    return { appended: appended.map(toMetricSeries), replaced: replaced.map(toMetricSeries), cursor };
  }

  /** The summaries of each run, by key then split. */
  async summaries(runIds: readonly string[], { keys, splits }: SummarySelection): Promise<RunMetricSummary[][]> {
    const rows = await this.store.summaries(runIds, keys ?? undefined);
    const byRun = new Map<string, RunMetricSummary[]>(runIds.map((id) => [id, []]));
    for (const row of rows) {
      if (splits === null || splits.includes(row.split)) byRun.get(row.runId)?.push(toMetricSummary(row));
    }
    return runIds.map((id) => byRun.get(id) ?? []);
  }
}

function toMetricSeries({ count, steps, values, timestampsMs, ...series }: SeriesData): MetricSeries {
  return {
    ...series,
    steps: Array.from(steps),
    values: Array.from(values),
    timestampsMs: Array.from(timestampsMs),
    totalCount: count,
  };
}

function toMetricSummary(row: SeriesSummary): RunMetricSummary {
  const lowerIsBetter = isLowerBetter(row.key);
  return {
    runId: row.runId,
    key: row.key,
    split: row.split,
    count: row.count,
    firstStep: row.firstStep,
    lastStep: row.lastStep,
    last: row.lastValue,
    min: row.minValue,
    minStep: row.minStep,
    max: row.maxValue,
    maxStep: row.maxStep,
    best: lowerIsBetter ? row.minValue : row.maxValue,
    bestStep: lowerIsBetter ? row.minStep : row.maxStep,
    isLowerBetter: lowerIsBetter,
  };
}
