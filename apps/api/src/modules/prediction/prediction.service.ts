import type {
  Page,
  PageArguments,
  PredictionOrder,
  PredictionRow,
  PredictionFilter as ReaderFilter,
} from '@voxboard/db';
import type { Loaders } from '../../loaders.js';
import type { Readers } from '../../readers.js';
import type { PredictionFilter } from './prediction.input.js';

/** A prediction with its classes by name. */
export interface NamedPrediction extends Omit<PredictionRow, 'actual' | 'predicted'> {
  readonly actual: string;
  readonly predicted: string;
  readonly isCorrect: boolean;
  /** Where its clip is found; null for runs without a split plan. */
  readonly versionId: string | null;
}

interface PredictedRun {
  readonly id: string;
  readonly splitPlanId: string | null;
}

const EMPTY: Page<NamedPrediction> = { edges: [], hasNextPage: false, hasPreviousPage: false };

export class PredictionService {
  constructor(private readonly readers: Readers) {}

  /** Predictions by clip. Empty where the run has no matrix, whose labels name the classes. */
  async page(
    run: PredictedRun,
    filter: PredictionFilter,
    page: PageArguments,
    loaders: Loaders,
    order: PredictionOrder = 'CLIP',
  ): Promise<{ page: Page<NamedPrediction>; totalCount: () => Promise<number> }> {
    const split = filter.split ?? 'TEST';
    const matrices = await loaders.confusionMatricesOfRun.load(run.id);
    const labels = (matrices.find((matrix) => matrix.split === split) ?? matrices.at(-1))?.labels ?? null;
    const wanted = labels && toReaderFilter(filter, split, labels);
    if (labels === null || wanted === null) return { page: EMPTY, totalCount: async () => 0 };
    const plan = run.splitPlanId === null ? null : await loaders.splitPlan.load(run.splitPlanId);
    const rows = await this.readers.prediction.page(run.id, wanted, page, order);
    return {
      page: {
        ...rows,
        edges: rows.edges.map(({ cursor, node }) => ({
          cursor,
          node: named(node, labels, plan?.datasetVersionId ?? null),
        })),
      },
      totalCount: () => this.readers.prediction.count(run.id, wanted),
    };
  }
}

function named(row: PredictionRow, labels: readonly string[], versionId: string | null): NamedPrediction {
  return {
    ...row,
    actual: labels[row.actual] ?? `class ${row.actual}`,
    predicted: labels[row.predicted] ?? `class ${row.predicted}`,
    isCorrect: row.actual === row.predicted,
    versionId,
  };
}

/** null when a class is asked for that the run does not know: nothing can match. */
function toReaderFilter(
  filter: PredictionFilter,
  split: ReaderFilter['split'],
  labels: readonly string[],
): ReaderFilter | null {
  const actual = filter.actual == null ? undefined : labels.indexOf(filter.actual);
  const predicted = filter.predicted == null ? undefined : labels.indexOf(filter.predicted);
  if (actual === -1 || predicted === -1) return null;
  return {
    split,
    actual,
    predicted,
    wrongOnly: filter.wrongOnly ?? undefined,
    minConfidence: filter.minConfidence ?? undefined,
    speaker: filter.speaker ?? undefined,
    gender: filter.gender ?? undefined,
    intensity: filter.intensity ?? undefined,
    statement: filter.statement ?? undefined,
  };
}
