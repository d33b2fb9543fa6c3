import type { Split } from '@voxboard/domain';
import {
  cursorCondition,
  type KeysetOrder,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { type Queryable, StatementValues } from './queryable.js';

export interface PredictionRow {
  readonly runId: string;
  readonly split: Split;
  readonly clipPosition: number;
  readonly augmentation: number;
  /** Class indices into the labels of the run's confusion matrix. */
  readonly actual: number;
  readonly predicted: number;
  readonly probabilities: readonly number[];
}

export interface PredictionFilter {
  readonly split: Split;
  readonly actual?: number | undefined;
  readonly predicted?: number | undefined;
  readonly wrongOnly?: boolean | undefined;
  /** Least probability of the class that was chosen. */
  readonly minConfidence?: number | undefined;
  readonly speaker?: string | undefined;
  readonly gender?: string | undefined;
  readonly intensity?: string | undefined;
  readonly statement?: string | undefined;
}

/** By the clip's place, or those first of which the model was surest that they are something else. */
export type PredictionOrder = 'CLIP' | 'HARDEST';

const BY_CLIP: KeysetOrder<PredictionRow> = {
  name: 'prediction',
  direction: 'ASC',
  columns: [
    { sql: 'p.clip_position', type: 'int4' },
    { sql: 'p.augmentation', type: 'int4' },
  ],
  valuesOf: (row) => [row.clipPosition, row.augmentation],
};

/** Where no probabilities were logged a wrong class counts as certain, and a right one too. */
const TRUTH_PROBABILITY = 'coalesce(p.probabilities[p.actual + 1]::float8, (p.actual = p.predicted)::int::float8)';

const HARDEST_FIRST: KeysetOrder<PredictionRow> = {
  name: 'hardest',
  direction: 'ASC',
  columns: [{ sql: TRUTH_PROBABILITY, type: 'float8' }, ...BY_CLIP.columns],
  valuesOf: (row) => [
    row.probabilities[row.actual] ?? Number(row.actual === row.predicted),
    row.clipPosition,
    row.augmentation,
  ],
};

export class PredictionReader {
  constructor(private readonly sql: Queryable) {}

  async page(
    runId: string,
    filter: PredictionFilter,
    page: PageArguments,
    order: PredictionOrder = 'CLIP',
  ): Promise<Page<PredictionRow>> {
    const request = pageRequest(page, 50);
    const keyset = order === 'HARDEST' ? HARDEST_FIRST : BY_CLIP;
    const values = new StatementValues();
    const where = conditions(runId, filter, values);
    const after = cursorCondition(keyset, request, values);
    const { rows } = await this.sql.query<PredictionRow>({
      text: `/* predictions */ SELECT p.run_id AS "runId", p.split, p.clip_position AS "clipPosition", p.augmentation,
          p.actual, p.predicted, p.probabilities
        FROM prediction p WHERE ${after === null ? where : `${where} AND ${after}`} ${orderAndLimit(keyset, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, keyset);
  }

  async count(runId: string, filter: PredictionFilter): Promise<number> {
    const values = new StatementValues();
    const { rows } = await this.sql.query<{ count: number }>({
      text: `/* predictionCount */ SELECT count(*)::int AS count FROM prediction p WHERE ${conditions(runId, filter, values)}`,
      values: values.all,
    });
    return rows[0]?.count ?? 0;
  }
}

function conditions(runId: string, filter: PredictionFilter, values: StatementValues): string {
  const run = values.add(runId);
  const parts = [`p.run_id = ${run}::uuid`, `p.split = ${values.add(filter.split)}::split`];
  if (filter.actual !== undefined) parts.push(`p.actual = ${values.add(filter.actual)}::int`);
  if (filter.predicted !== undefined) parts.push(`p.predicted = ${values.add(filter.predicted)}::int`);
  if (filter.wrongOnly === true) parts.push('p.actual <> p.predicted');
  if (filter.minConfidence !== undefined) {
    parts.push(`p.probabilities[p.predicted + 1] >= ${values.add(filter.minConfidence)}::float8`);
  }
  const traits = (['speaker', 'gender', 'intensity', 'statement'] as const).flatMap((trait) => {
    const wanted = filter[trait];
    return wanted === undefined ? [] : [`c.${trait} = ${values.add(wanted)}`];
  });
  if (traits.length > 0) {
    parts.push(`EXISTS (SELECT FROM run r JOIN split_plan s ON s.id = r.split_plan_id
      JOIN clip c ON c.dataset_version_id = s.dataset_version_id AND c.position = p.clip_position
      WHERE r.id = ${run}::uuid AND ${traits.join(' AND ')})`);
  }
  return parts.join(' AND ');
}
