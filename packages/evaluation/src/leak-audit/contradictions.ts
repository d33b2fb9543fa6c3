import { type AuditRecord, canonicalJson, type RowPair, rowRefs, type Split, splitManifest } from '@voxboard/domain';
import { confusionMatrix } from '../scores/confusion-matrix.js';
import { classReport, matrixScores } from '../scores/matrix-scores.js';
import { counted } from './check-result.js';

/** Takes the SHA-256 of a text, UTF-8, as lower-case hex: given by the caller, since nothing here knows its platform. */
export type Sha256 = (text: string) => string;

type Matrix = AuditRecord['scores']['matrices'][number];
type Prediction = AuditRecord['predictions'][number];

/** Probabilities are stored in single precision: classes closer than this may have changed places. */
const TIE = 1e-6;
const SCORE_TOLERANCE = 1e-9;
const MAX_NAMED = 3;

/**
 * Where a record contradicts itself: each part of what is stored follows from others, so that what was changed by hand
 * stands out. One sentence each.
 */
export function contradictions(record: AuditRecord, sha256: Sha256): string[] {
  return [
    ...splitContradictions(record, sha256),
    ...predictionContradictions(record),
    ...record.scores.matrices.flatMap((matrix) => matrixContradictions(record, matrix)),
    ...metricContradictions(record),
  ];
}

function splitContradictions({ split, subject, evidence }: AuditRecord, sha256: Sha256): string[] {
  if (split === null) return [];
  const folds = split.folds.map((fold) => ({
    train: rowRefs(fold.train),
    validation: rowRefs(fold.validation),
    test: rowRefs(fold.test),
  }));
  const found: string[] = [];
  if (sha256(splitManifest(folds)) !== split.splitHash) found.push('The stored split does not have its stored hash.');
  const planned = subject.foldIndex === null ? undefined : split.folds[subject.foldIndex];
  if (planned === undefined) return [...found, `The split has no fold ${subject.foldIndex}.`];
  const beyond = missingFrom(planned.train, evidence.trained);
  if (beyond > 0) found.push(`${counted(beyond, 'row')} trained that the split does not give to training.`);
  for (const [done, part] of [
    ['validated', 'validation'],
    ['tested', 'test'],
  ] as const) {
    if (!sameRows(planned[part], evidence[done])) {
      found.push(`The rows that were ${done} are not the ${part} rows of the split.`);
    }
  }
  return found;
}

function predictionContradictions({ predictions, evidence, clips, subject }: AuditRecord): string[] {
  const nameOf = ([split, clip]: Prediction) => `${clips[clip]?.path ?? `clip ${clip}`} (${split})`;
  const found: string[] = [];
  for (const [split, rows] of [
    ['VALIDATION', evidence.validated],
    ['TEST', evidence.tested],
  ] as const) {
    const predicted = ofSplit(predictions, split).map(([, clip, augmentation]): RowPair => [clip, augmentation]);
    // Outside scripts need not send predictions.
    if (predicted.length === 0 && subject.source === 'EXTERNAL') continue;
    if (!sameRows(rows, predicted)) {
      found.push(
        `${split} has predictions for ${counted(predicted.length, 'row')}, not for the ${rows.length} that were used.`,
      );
    }
  }
  const { labels } = evidence;
  if (labels !== null) {
    const relabelled = predictions.filter(([, clip, , actual]) => labels[clip] !== actual);
    found.push(...named(relabelled.map(nameOf), 'predicted against another label than the one it was used with'));
  }
  const unlikely = predictions.filter(([, , , , predicted, p]) => !isMostLikely(predicted, p));
  found.push(...named(unlikely.map(nameOf), 'predicted as a class that does not have the highest probability'));
  return found;
}

function matrixContradictions(record: AuditRecord, { split, labels, counts, classes }: Matrix): string[] {
  const rows = ofSplit(record.predictions, split);
  const wide = { labels, counts: labels.map((_, a) => counts.slice(a * labels.length, (a + 1) * labels.length)) };
  const found: string[] = [];
  if (rows.length > 0) {
    const recomputed = matrixOf(rows, labels);
    if (recomputed === null) found.push(`A ${split} prediction has a class beyond the ${labels.length} labels.`);
    else if (canonicalJson(recomputed.counts) !== canonicalJson(wide.counts)) {
      found.push(`The ${split} confusion matrix does not follow from the predictions.`);
    }
  }
  if (classes.length > 0 && canonicalJson(classes) !== canonicalJson(classReport(wide))) {
    found.push(`The ${split} scores per class do not follow from the confusion matrix.`);
  }
  return found;
}

/** Only Voxboard's own runs: a script may log under these names what it likes. */
function metricContradictions(record: AuditRecord): string[] {
  const { metrics } = record.scores;
  const scores: Readonly<Record<string, number>> | null = testScores(record);
  const found: string[] = [];
  for (const { key, count, point, last, min, max } of metrics) {
    if (point !== last || (count === 1 && (min !== last || max !== last))) {
      found.push(`The stored TEST ${key} (${point}) is not what tables and boards sort by (${last}).`);
    }
    const expected = scores?.[key];
    if (record.subject.source === 'EXTERNAL' || expected === undefined) continue;
    if (typeof point !== 'number' || !(Math.abs(point - expected) <= SCORE_TOLERANCE)) {
      found.push(`The stored TEST ${key} is ${point}, the predictions give ${expected}.`);
    }
  }
  return found;
}

/** Scores of the TEST predictions, computed anew; null where there are none. */
export function testScores(record: AuditRecord): ReturnType<typeof matrixScores> | null {
  const rows = ofSplit(record.predictions, 'TEST');
  const matrix = rows.length === 0 ? null : matrixOf(rows, record.subject.labels);
  return matrix && matrixScores(matrix);
}

function matrixOf(rows: readonly Prediction[], labels: readonly string[]) {
  const isClass = (value: number) => value >= 0 && value < labels.length;
  if (!rows.every(([, , , actual, predicted]) => isClass(actual) && isClass(predicted))) return null;
  return confusionMatrix(
    rows.map((row) => row[3]),
    rows.map((row) => row[4]),
    labels,
  );
}

function ofSplit(predictions: readonly Prediction[], split: Split): Prediction[] {
  return predictions.filter(([of]) => of === split);
}

function isMostLikely(predicted: number, probabilities: Prediction[5]): boolean {
  if (probabilities.length === 0) return true;
  const own = probabilities[predicted];
  // A probability that is not a number is its own story; nothing is larger than it.
  return own !== undefined && probabilities.every((p) => typeof p !== 'number' || !(p > Number(own) + TIE));
}

function missingFrom(allowed: readonly RowPair[], rows: readonly RowPair[]): number {
  const known = new Set(allowed.map(keyOf));
  return rows.filter((row) => !known.has(keyOf(row))).length;
}

function sameRows(a: readonly RowPair[], b: readonly RowPair[]): boolean {
  return canonicalJson(a.map(keyOf).sort()) === canonicalJson(b.map(keyOf).sort());
}

function keyOf([clip, augmentation]: RowPair): string {
  return `${clip}/${augmentation}`;
}

function named(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return [`${names.slice(0, MAX_NAMED).join(', ')}${more}: ${what}.`];
}
