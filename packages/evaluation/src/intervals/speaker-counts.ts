import { LabelIndexError, LengthMismatchError } from '../scores/scores.errors.js';

/** Test predictions with the speaker of each; one row per prediction (several per clip when seeds are pooled). */
export interface SpeakerPredictions {
  /** Class index per row. */
  readonly actual: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** Speaker name per row. */
  readonly speakers: ArrayLike<string>;
  readonly classCount: number;
}

/**
 * All that scores need of the predictions, speaker by speaker: a resample of speakers is then a sum of vectors instead
 * of a walk over predictions. Counts may be fractions (expected counts of a baseline).
 */
export interface SpeakerCounts {
  /** Names, ascending. */
  readonly speakers: readonly string[];
  readonly classCount: number;
  /** speakers × [hits per class, rows per actual class, rows per predicted class]: row-major, width 3 × classCount. */
  readonly counts: Float64Array;
}

/** @throws LengthMismatchError, LabelIndexError */
export function speakerCounts({ actual, predicted, speakers, classCount }: SpeakerPredictions): SpeakerCounts {
  checkLength('predicted', predicted.length, actual.length);
  checkLength('speakers', speakers.length, actual.length);
  const names = [...new Set(Array.from(speakers))].sort();
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const width = 3 * classCount;
  const counts = new Float64Array(names.length * width);
  for (let i = 0; i < actual.length; i++) {
    const [a, p] = [actual[i], predicted[i]];
    if (!isClass(a, classCount)) throw new LabelIndexError('actual', i, a, classCount);
    if (!isClass(p, classCount)) throw new LabelIndexError('predicted', i, p, classCount);
    const offset = (indexOf.get(speakers[i]) ?? 0) * width;
    if (a === p) counts[offset + a]++;
    counts[offset + classCount + a]++;
    counts[offset + 2 * classCount + p]++;
  }
  return { speakers: names, classCount, counts };
}

/** Sum over speakers: the pooled [hits, actual, predicted] vector. */
export function pooledCounts({ counts, classCount }: SpeakerCounts): Float64Array {
  const width = 3 * classCount;
  const sum = new Float64Array(width);
  for (let i = 0; i < counts.length; i++) sum[i % width] += counts[i];
  return sum;
}

function isClass(value: number, classCount: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < classCount;
}

function checkLength(name: string, length: number, expected: number): void {
  if (length !== expected) throw new LengthMismatchError({ name, length }, { name: 'actual', length: expected });
}
