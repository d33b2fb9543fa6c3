import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProtocolSchema, TaskSchema } from '@voxboard/domain';
import { combineProbabilities } from '@voxboard/evaluation';
import { z } from 'zod';
import { PREDICTION_COLUMNS } from '../train/tables.js';
import { UnreadableResultsError } from './ensemble.errors.js';
import { parseCsv } from './parse-csv.js';

const EvaluationSchema = z.object({
  name: z.string(),
  task: TaskSchema,
  protocol: ProtocolSchema,
  labels: z.array(z.string()).min(2),
});
const RowSchema = z.object({
  fold: z.coerce.number().int().min(1),
  seed: z.coerce.number().int(),
  split: z.enum(['VALIDATION', 'TEST']),
  path: z.string(),
  row: z.coerce.number().int(),
  speaker: z.string(),
  actual: z.string(),
});

/** A clip as one experiment sees it: its probabilities, seeds pooled. */
export interface MemberRow {
  readonly path: string;
  readonly row: number;
  readonly speaker: string;
  readonly actual: number;
  readonly probabilities: ArrayLike<number>;
}

/** Predictions of one fold, by clip and row. */
export interface MemberFold {
  readonly validation: ReadonlyMap<string, MemberRow>;
  readonly test: ReadonlyMap<string, MemberRow>;
}

/** One experiment's results. */
export interface Member extends z.infer<typeof EvaluationSchema> {
  readonly folder: string;
  readonly seeds: readonly number[];
  readonly folds: ReadonlyMap<number, MemberFold>;
}

interface SeenRow extends Omit<MemberRow, 'probabilities'> {
  readonly bySeed: number[][];
}

/** Reads a results folder of `voxboard train` (or of `voxboard ensemble`). @throws UnreadableResultsError */
export async function readMember(folder: string): Promise<Member> {
  const evaluation = await readJson(folder, 'evaluation.json', EvaluationSchema);
  const [header = [], ...lines] = parseCsv(await readText(folder, 'predictions.csv'));
  const expected = [...PREDICTION_COLUMNS, ...evaluation.labels.map((label) => `p_${label}`)];
  if (header.join() !== expected.join()) {
    throw new UnreadableResultsError(
      `${join(folder, 'predictions.csv')} has other columns than ${expected.join(', ')}.`,
    );
  }
  const seen = new Map<string, SeenRow>();
  const seeds = new Set<number>();
  for (const [index, cells] of lines.entries()) {
    const parsed = RowSchema.safeParse(Object.fromEntries(PREDICTION_COLUMNS.map((name, i) => [name, cells[i]])));
    const probabilities = cells.slice(PREDICTION_COLUMNS.length).map(Number);
    const actual = parsed.success ? evaluation.labels.indexOf(parsed.data.actual) : -1;
    if (!parsed.success || actual < 0 || !probabilities.every((p) => p >= 0 && p <= 1)) {
      throw new UnreadableResultsError(`Line ${index + 2} of ${join(folder, 'predictions.csv')} is no prediction.`);
    }
    const { fold, split, path, row, speaker, seed } = parsed.data;
    seeds.add(seed);
    const key = [fold, split, path, row].join('\n');
    const known = seen.get(key);
    if (known) known.bySeed.push(probabilities);
    else seen.set(key, { path, row, speaker, actual, bySeed: [probabilities] });
  }
  return { ...evaluation, folder, seeds: [...seeds].sort((a, b) => a - b), folds: foldsOf(seen) };
}

/** Seeds of an experiment count the same: the mean of their log-probabilities. */
function foldsOf(seen: ReadonlyMap<string, SeenRow>): Map<number, MemberFold> {
  const folds = new Map<number, { validation: Map<string, MemberRow>; test: Map<string, MemberRow> }>();
  for (const [key, { bySeed, ...row }] of seen) {
    const [fold = '', split, ...rest] = key.split('\n');
    const number = Number(fold);
    const parts = folds.get(number) ?? { validation: new Map(), test: new Map() };
    folds.set(number, parts);
    const equal = new Array<number>(bySeed.length).fill(1 / bySeed.length);
    const [probabilities = []] = combineProbabilities(
      bySeed.map((one) => [one]),
      equal,
    );
    (split === 'TEST' ? parts.test : parts.validation).set(rest.join('\n'), { ...row, probabilities });
  }
  return folds;
}

async function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(folder, name);
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UnreadableResultsError(`${join(folder, name)} is not what voxboard train writes.`, { cause });
  }
}

async function readText(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (cause) {
    const message = `${folder} holds no ${name}. Name a folder that voxboard train wrote.`;
    throw new UnreadableResultsError(message, { cause });
  }
}
