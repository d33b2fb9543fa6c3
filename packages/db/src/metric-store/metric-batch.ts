import {
  InvalidInputError,
  MAX_METRIC_KEY_LENGTH,
  type MetricColumn,
  MetricKeySchema,
  SplitSchema,
} from '@voxboard/domain';
import { concatPoints, normalizePoints, type Points } from './points.js';
import { type SeriesName, seriesKey } from './series-registry.js';

/** One call's points, checked, as columns of numbers. */
export interface MetricBatch {
  readonly batchKey: string | null;
  /** What the key stands for; null when the caller does not say, and nothing is compared. */
  readonly inputHash: Uint8Array | null;
  readonly epochsDone: number | null;
  readonly columns: readonly (SeriesName & { readonly points: Points })[];
  readonly pointCount: number;
}

/** The points of one series that are stored together. */
export interface SeriesPoints {
  readonly seriesId: number;
  readonly points: Points;
}

const GREATEST_STEP = 2_147_483_646;
/** What a JavaScript Date can hold, either side of 1970. */
const GREATEST_TIMESTAMP = 8.64e15;

/** @throws InvalidInputError naming the column and the point */
export function checkedBatch(
  columns: readonly MetricColumn[],
  batchKey: string | null,
  epochsDone: number | null,
  inputHash: Uint8Array | null = null,
): MetricBatch {
  if (batchKey !== null && (batchKey.length === 0 || batchKey.length > MAX_METRIC_KEY_LENGTH)) {
    throw new InvalidInputError(`A batch key has 1 to ${MAX_METRIC_KEY_LENGTH} characters.`, { path: ['batchKey'] });
  }
  const checked = columns.map((column, i) => checkedColumn(column, String(i)));
  const pointCount = checked.reduce((sum, { points }) => sum + points.steps.length, 0);
  return {
    batchKey,
    inputHash,
    epochsDone,
    columns: checked.filter(({ points }) => points.steps.length > 0),
    pointCount,
  };
}

/** All points of some calls, put together a series, later calls winning; in the order in which series are locked. */
export function pointsBySeries(batches: readonly MetricBatch[], ids: ReadonlyMap<string, number>): SeriesPoints[] {
  const parts = new Map<number, Points[]>();
  for (const column of batches.flatMap((batch) => batch.columns)) {
    const id = ids.get(seriesKey(column));
    if (id === undefined) throw new RangeError(`series ${column.key} was not resolved`);
    const found = parts.get(id);
    if (found) found.push(column.points);
    else parts.set(id, [column.points]);
  }
  return [...parts]
    .sort(([a], [b]) => a - b)
    .map(([seriesId, points]) => ({ seriesId, points: normalizePoints(concatPoints(points)) }));
}

function checkedColumn(column: MetricColumn, path: string): SeriesName & { points: Points } {
  const { steps, values, timestampsMs } = column;
  const key = MetricKeySchema.safeParse(column.key);
  if (!key.success) {
    const [issue] = key.error.issues;
    throw new InvalidInputError(`Metric key "${column.key}" is not valid: ${issue?.message}.`, { path: [path, 'key'] });
  }
  if (values.length !== steps.length || timestampsMs.length !== steps.length) {
    throw new InvalidInputError(
      `Metric "${column.key}" has ${steps.length} steps, ${values.length} values and ${timestampsMs.length} timestamps. Give one of each for every point.`,
      { path: [path] },
    );
  }
  const points = {
    steps: Int32Array.from(steps),
    ts: Float64Array.from(timestampsMs),
    values: Float64Array.from(values),
  };
  refuseBadStep(column, path);
  refuseBadTimestamp(column, path);
  return { key: key.data, split: SplitSchema.parse(column.split), points };
}

function refuseBadStep({ key, steps }: MetricColumn, path: string): void {
  const at = firstThat(steps, (step) => !Number.isInteger(step) || step < 0 || step > GREATEST_STEP);
  if (at === null) return;
  throw new InvalidInputError(
    `Metric "${key}" has the step ${steps[at]}. Steps are whole numbers from 0 to ${GREATEST_STEP}.`,
    { path: [path, 'steps', String(at)] },
  );
}

function refuseBadTimestamp({ key, timestampsMs }: MetricColumn, path: string): void {
  const at = firstThat(timestampsMs, (ts) => !Number.isInteger(ts) || Math.abs(ts) > GREATEST_TIMESTAMP);
  if (at === null) return;
  throw new InvalidInputError(
    `Metric "${key}" has the timestamp ${timestampsMs[at]}. Timestamps are whole milliseconds since 1970.`,
    { path: [path, 'timestampsMs', String(at)] },
  );
}

/** The first index whose number is bad, or null. */
function firstThat(column: ArrayLike<number>, isBad: (value: number) => boolean): number | null {
  for (let i = 0; i < column.length; i++) if (isBad(column[i] ?? Number.NaN)) return i;
  return null;
}
