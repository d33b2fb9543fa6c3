import type { PredictionColumns } from '@voxboard/db';
import type { Split } from '@voxboard/domain';
import {
  addConfusionMatrices,
  brier,
  expectedCalibrationError,
  logLoss,
  matrixTotals,
  matthews,
  rocAucOneVsRest,
} from '@voxboard/evaluation';
import { toConfusionMatrix, unflatten } from '../confusion-matrix/to-confusion-matrix.js';
import { orNull } from '../shared/or-null.js';
import type { ScoreSheet } from './score-sheet.type.js';

/**
 * All scores of runs pooled; null without runs. Runs whose classes differ from the first run's are left out, and
 * scores of probabilities are null unless every run has them for every row.
 */
export function scoreSheet(split: Split, runs: readonly PredictionColumns[]): ScoreSheet | null {
  const [first] = runs;
  if (first === undefined) return null;
  const { labels } = first;
  const alike = runs.filter((run) => run.labels.join('\n') === labels.join('\n'));
  const pooled = addConfusionMatrices(
    alike.map((run) => unflatten(run.labels, run.counts)),
    labels,
  );
  const matrix = toConfusionMatrix(split, pooled);
  const { total } = matrixTotals(pooled);
  const ofProbabilities = probabilityScores(alike, labels, total);
  return {
    split,
    runCount: alike.length,
    rowCount: total,
    accuracy: matrix.accuracy,
    uar: matrix.uar,
    macroF1: matrix.macroF1,
    weightedF1: matrix.weightedF1,
    matthews: orNull(matthews(pooled)),
    ...ofProbabilities.scores,
    classes: matrix.classes.map((scores, i) => ({ ...scores, rocAuc: ofProbabilities.perClass[i] ?? null })),
    confusion: matrix,
  };
}

function probabilityScores(runs: readonly PredictionColumns[], labels: readonly string[], total: number) {
  const actual = runs.flatMap((run) => run.actual);
  const probabilities = runs.flatMap((run) => run.probabilities);
  if (actual.length === 0 || actual.length !== total || probabilities.some((row) => row.length !== labels.length)) {
    const scores = { logLoss: null, brier: null, calibrationError: null, rocAuc: null };
    return { scores, perClass: [] };
  }
  const { perClass, macro } = rocAucOneVsRest(actual, probabilities, labels);
  const scores = {
    logLoss: orNull(logLoss(actual, probabilities)),
    brier: orNull(brier(actual, probabilities)),
    calibrationError: orNull(expectedCalibrationError(actual, probabilities)),
    rocAuc: macro === null ? null : orNull(macro),
  };
  return { scores, perClass: perClass.map((area) => (area === null ? null : orNull(area))) };
}
