import { decodeCursor, encodeCursor, MAX_PAGE_SIZE, type Page, type PredictionColumns } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import type { PairedOutcome } from './paired-clip.type.js';

/** Predictions of one side of a comparison: one run, or the finished runs of an experiment. */
export interface PairedSide {
  readonly runs: readonly PredictionColumns[];
  readonly labels: readonly string[];
  readonly datasetVersionId: string;
}

export interface PairedClipRow {
  readonly versionId: string;
  readonly clipPosition: number;
  readonly augmentation: number;
  readonly actual: string;
  readonly firstPredicted: string;
  readonly secondPredicted: string;
  readonly firstCertainty: number | null;
  readonly secondCertainty: number | null;
}

export interface ForwardPage {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** What one side said of one row, all its runs together. */
interface Opinion {
  readonly clipPosition: number;
  readonly augmentation: number;
  readonly actual: number;
  /** Times each class was predicted. */
  readonly votes: Map<number, number>;
  rows: number;
  hits: number;
  certainty: number;
  certainties: number;
}

/** Rows with this outcome, by how far the two sides' certainty of the truth lies apart, then by clip. */
export function pairedClips(first: PairedSide, second: PairedSide, outcome: PairedOutcome): PairedClipRow[] {
  const others = opinionsOf(second);
  const name = (index: number) => first.labels[index] ?? `class ${index}`;
  const rows = [...opinionsOf(first)].flatMap(([key, left]): PairedClipRow[] => {
    const right = others.get(key);
    if (right === undefined || outcomeOf(left, right) !== outcome) return [];
    return [
      {
        versionId: first.datasetVersionId,
        clipPosition: left.clipPosition,
        augmentation: left.augmentation,
        actual: name(left.actual),
        firstPredicted: name(favourite(left)),
        secondPredicted: name(favourite(right)),
        firstCertainty: certaintyOf(left),
        secondCertainty: certaintyOf(right),
      },
    ];
  });
  return rows.sort((a, b) => gapOf(b) - gapOf(a) || placeOf(a) - placeOf(b));
}

/** @throws InvalidInputError for a bad size or cursor */
export function pageOfClips(
  rows: readonly PairedClipRow[],
  outcome: PairedOutcome,
  { first, after }: ForwardPage,
): Page<PairedClipRow> {
  const size = first ?? 20;
  if (size < 1 || size > MAX_PAGE_SIZE) {
    throw new InvalidInputError(`"first" must be from 1 to ${MAX_PAGE_SIZE}, got ${size}.`, { path: ['first'] });
  }
  const order = `paired ${outcome}`;
  let start = 0;
  if (after != null) {
    const [clip, augmentation] = decodeCursor(after, order, ['int4', 'int4'], 'after');
    start = 1 + rows.findIndex((row) => row.clipPosition === clip && row.augmentation === augmentation);
  }
  const kept = rows.slice(start, start + size);
  return {
    edges: kept.map((node) => ({ node, cursor: () => encodeCursor(order, [node.clipPosition, node.augmentation]) })),
    hasNextPage: start + size < rows.length,
    hasPreviousPage: start > 0,
  };
}

function opinionsOf({ runs }: PairedSide): Map<string, Opinion> {
  const opinions = new Map<string, Opinion>();
  for (const { clips, augmentations, actual, predicted, probabilities } of runs) {
    for (const [i, clipPosition] of clips.entries()) {
      const [augmentation, truth, said] = [augmentations[i] ?? 0, actual[i] ?? -1, predicted[i] ?? -1];
      const key = `${clipPosition}/${augmentation}`;
      const opinion = opinions.get(key) ?? {
        ...{ clipPosition, augmentation, actual: truth, votes: new Map<number, number>() },
        ...{ rows: 0, hits: 0, certainty: 0, certainties: 0 },
      };
      opinion.rows++;
      opinion.votes.set(said, (opinion.votes.get(said) ?? 0) + 1);
      if (said === truth) opinion.hits++;
      const certainty = probabilities[i]?.[truth];
      if (certainty !== undefined) {
        opinion.certainty += certainty;
        opinion.certainties++;
      }
      opinions.set(key, opinion);
    }
  }
  return opinions;
}

/** A tie is not right, as in McNemar's test; null when both got it right. */
function outcomeOf(first: Opinion, second: Opinion): PairedOutcome | null {
  const [left, right] = [first.hits * 2 > first.rows, second.hits * 2 > second.rows];
  if (left === right) return left ? null : 'BOTH_WRONG';
  return left ? 'ONLY_FIRST' : 'ONLY_SECOND';
}

function favourite({ votes }: Opinion): number {
  return [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), [-1, 0])[0] ?? -1;
}

function certaintyOf({ certainty, certainties }: Opinion): number | null {
  return certainties === 0 ? null : certainty / certainties;
}

function gapOf({ firstCertainty, secondCertainty }: PairedClipRow): number {
  return firstCertainty === null || secondCertainty === null ? 0 : Math.abs(firstCertainty - secondCertainty);
}

function placeOf({ clipPosition, augmentation }: PairedClipRow): number {
  return clipPosition * 1000 + augmentation;
}
