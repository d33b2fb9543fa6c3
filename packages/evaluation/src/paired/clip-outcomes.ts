import { DifferentClipsError } from '../intervals/intervals.errors.js';
import { LengthMismatchError } from '../scores/scores.errors.js';

/** Pooled test predictions of one experiment: columns of equal length, one row per prediction. */
export interface ClipOutcomes {
  /** Any name that is the same in both experiments: index, path or id. Repeats when seeds are pooled. */
  readonly clips: ArrayLike<string | number>;
  readonly actual: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  readonly speakers: ArrayLike<string>;
  readonly classCount: number;
}

/** What is known of one clip: its label, speaker, and the share of its predictions that were right. */
interface ClipSummary {
  readonly actual: number;
  readonly speaker: string;
  rows: number;
  hits: number;
}

export interface Discordance {
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/**
 * Makes sure that both experiments predicted the same clips, with the same labels and speakers and equally often each,
 * and counts the clips that only one got right (by majority where seeds are pooled; a tie is not right).
 * @throws DifferentClipsError, LengthMismatchError
 */
export function matchClips(first: ClipOutcomes, second: ClipOutcomes): Discordance {
  if (first.classCount !== second.classCount) {
    throw new DifferentClipsError(`${first.classCount} classes against ${second.classCount}`);
  }
  const a = summarize(first);
  const b = summarize(second);
  if (a.size !== b.size) throw new DifferentClipsError(`${a.size} clips against ${b.size}`);
  let onlyFirst = 0;
  let onlySecond = 0;
  const [repeatsA, repeatsB] = [first.clips.length / a.size, second.clips.length / b.size];
  for (const [clip, left] of a) {
    const right = b.get(clip);
    if (right === undefined) throw new DifferentClipsError(`clip ${clip} is in the first only`);
    if (left.actual !== right.actual) throw new DifferentClipsError(`clip ${clip} has another label`);
    if (left.speaker !== right.speaker) throw new DifferentClipsError(`clip ${clip} has another speaker`);
    if (left.rows !== repeatsA || right.rows !== repeatsB) {
      throw new DifferentClipsError(`clip ${clip} was not predicted as often as the others`);
    }
    const leftIsRight = left.hits * 2 > left.rows;
    const rightIsRight = right.hits * 2 > right.rows;
    if (leftIsRight && !rightIsRight) onlyFirst++;
    if (rightIsRight && !leftIsRight) onlySecond++;
  }
  return { onlyFirst, onlySecond };
}

function summarize(outcomes: ClipOutcomes): Map<string | number, ClipSummary> {
  const { clips, actual, predicted, speakers } = outcomes;
  for (const [name, column] of Object.entries({ actual, predicted, speakers })) {
    if (column.length !== clips.length) {
      throw new LengthMismatchError({ name, length: column.length }, { name: 'clips', length: clips.length });
    }
  }
  const summaries = new Map<string | number, ClipSummary>();
  for (let i = 0; i < clips.length; i++) {
    let summary = summaries.get(clips[i]);
    if (summary === undefined) {
      summary = { actual: actual[i], speaker: speakers[i], rows: 0, hits: 0 };
      summaries.set(clips[i], summary);
    }
    summary.rows++;
    if (actual[i] === predicted[i]) summary.hits++;
  }
  return summaries;
}
