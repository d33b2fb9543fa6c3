import type { EvaluationReport } from '@voxboard/domain';
import {
  addConfusionMatrices,
  classReport,
  deviation,
  PRINTED_DRAW,
  pooledCounts,
  pooledScore,
  type ScoreInterval,
  type ScoreKey,
  scoreInterval,
  speakerCounts,
} from '@voxboard/evaluation';

/** A clip's test prediction, as far as scores need it. */
export interface TestedRow {
  readonly speaker: string;
  readonly actual: number;
  readonly predicted: number;
}

/** Scores of all test predictions of an experiment pooled, with an interval over redrawn speakers. */
export function pooledScores(
  rows: readonly TestedRow[],
  classCount: number,
): Readonly<Record<ScoreKey, ScoreInterval>> {
  const counts = countsOf(rows, classCount);
  const of = (key: ScoreKey) => scoreInterval(counts, key, PRINTED_DRAW);
  return { uar: of('uar'), accuracy: of('accuracy'), macro_f1: of('macro_f1') };
}

/** Without the interval, which takes the time. */
export function plainScores(rows: readonly TestedRow[], classCount: number): Record<ScoreKey, number> {
  const pooled = pooledCounts(countsOf(rows, classCount));
  const of = (key: ScoreKey) => pooledScore(key, pooled, classCount);
  return { uar: of('uar'), accuracy: of('accuracy'), macro_f1: of('macro_f1') };
}

function countsOf(rows: readonly TestedRow[], classCount: number) {
  return speakerCounts({
    actual: rows.map((row) => row.actual),
    predicted: rows.map((row) => row.predicted),
    speakers: rows.map((row) => row.speaker),
    classCount,
  });
}

/** What one run contributes. */
export interface RunOutcome {
  readonly fold: number;
  readonly seed: number;
  readonly seconds: number;
  readonly epochsRun: number;
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  readonly test: EvaluationReport;
  readonly rows: readonly TestedRow[];
}

/** The experiment's evaluation: pooled over its runs, by seed, and run by run. */
export function summarise(runs: readonly RunOutcome[], labels: readonly string[]) {
  const confusion = addConfusionMatrices(
    runs.map(({ test }) => test.confusion),
    labels,
  );
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  const uars = runs.map(({ test }) => test.metrics.uar ?? Number.NaN);
  return {
    scores: pooledScores(
      runs.flatMap(({ rows }) => rows),
      labels.length,
    ),
    uarDeviationOverRuns: runs.length > 1 ? deviation(uars) : null,
    bySeed: seeds.map((seed) => ({
      seed,
      ...plainScores(
        runs.filter((run) => run.seed === seed).flatMap(({ rows }) => rows),
        labels.length,
      ),
    })),
    runs: runs.map(({ test, rows, ...run }) => ({ ...run, metrics: test.metrics, clipCount: rows.length })),
    confusion,
    classes: classReport(confusion),
  };
}

/** `0.6517 (95 %: 0.5889 to 0.7116)`. */
export function scoreText({ estimate, lower, upper, level }: ScoreInterval): string {
  const bounds = Number.isNaN(lower)
    ? ''
    : ` (${Math.round(level * 100)} %: ${lower.toFixed(4)} to ${upper.toFixed(4)})`;
  return `${estimate.toFixed(4)}${bounds}`;
}
