import { createHash } from 'node:crypto';
import type { BoardRunRow, BoardSpeakerCountRow, ComputedBoardEntry } from '@voxboard/db';
import { canonicalJson } from '@voxboard/domain';
import {
  accuracy,
  addConfusionMatrices,
  boardEntry,
  macroF1,
  matrixTotals,
  PRINTED_DRAW,
  SCORE_KEYS,
  type ScoreKey,
  type SpeakerCounts,
  uar,
} from '@voxboard/evaluation';
import { unflatten } from '../confusion-matrix/to-confusion-matrix.js';
import { toSpeakerCounts } from '../experiment/speaker-counts.js';
import { orNull } from '../shared/or-null.js';

export interface EntrySource {
  readonly experimentId: string;
  readonly runs: readonly BoardRunRow[];
  readonly speakers: readonly BoardSpeakerCountRow[];
  readonly runsPlanned: number;
}

/**
 * An experiment as a board needs it, all its finished runs pooled; null without any. Runs whose classes differ from the
 * first run's are left out: their counts could not be added.
 */
export function computeEntry({ experimentId, runs, speakers, runsPlanned }: EntrySource): ComputedBoardEntry | null {
  const [first] = runs;
  if (first === undefined) return null;
  const { labels } = first;
  const pooledRuns = runs.filter((run) => run.labels.join('\n') === labels.join('\n'));
  const matrices = pooledRuns.map((run) => unflatten(run.labels, run.counts));
  const pooled = addConfusionMatrices(matrices, labels);
  const counts = speakers.length === 0 ? null : toSpeakerCounts(speakers, labels.length);
  const plain: Readonly<Record<ScoreKey, number>> = {
    uar: uar(pooled),
    accuracy: accuracy(pooled),
    macro_f1: macroF1(pooled),
  };
  const seconds = pooledRuns.map((run) => run.trainSeconds).filter((value) => value !== null);
  return {
    experimentId,
    labels,
    speakers: counts?.speakers ?? [],
    speakerCounts: Array.from(counts?.counts ?? []),
    testedHash: testedHash(labels, counts),
    clipCount: matrixTotals(pooled).total,
    perRunUar: matrices.map((matrix) => orNull(uar(matrix))),
    runsPooled: matrices.length,
    runsPlanned,
    parameterCount: pooledRuns.reduce<number | null>(
      (most, { parameterCount: count }) => (count === null ? most : Math.max(most ?? 0, count)),
      null,
    ),
    trainSeconds: seconds.length === 0 ? null : seconds.reduce((sum, value) => sum + value, 0),
    backends: [...new Set(pooledRuns.flatMap((run) => run.backend ?? []))].sort(),
    lastFinishedAt: new Date(Math.max(...pooledRuns.map((run) => run.finishedAt.getTime()))),
    scores: SCORE_KEYS.filter((key) => !Number.isNaN(plain[key])).map((key) => scoreOf(key, plain[key], counts)),
  };
}

function scoreOf(key: ScoreKey, value: number, counts: SpeakerCounts | null): ComputedBoardEntry['scores'][number] {
  if (counts === null) return { key, value, lower: null, upper: null, influence: [] };
  const { score, lower, upper, influence } = boardEntry('', counts, key, PRINTED_DRAW);
  return { key, value: score, lower, upper, influence };
}

/** Says which clips of whom were tested; pooling a second seed doubles every count and changes nothing. */
function testedHash(labels: readonly string[], counts: SpeakerCounts | null): string {
  const rows = counts === null ? [] : actualCounts(counts);
  const divisor = rows.reduce(greatestCommonDivisor, 0) || 1;
  const tested = [labels, counts?.speakers ?? [], rows.map((count) => count / divisor)];
  return createHash('sha256').update(canonicalJson(tested)).digest('hex');
}

function actualCounts({ counts, classCount, speakers }: SpeakerCounts): number[] {
  const width = 3 * classCount;
  return speakers.flatMap((_, s) => Array.from(counts.subarray(s * width + classCount, s * width + 2 * classCount)));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** As stored, back to what the evaluation package takes. */
export function storedSpeakerCounts(entry: {
  readonly labels: readonly string[];
  readonly speakers: readonly string[];
  readonly speakerCounts: readonly number[];
}): SpeakerCounts | null {
  if (entry.speakers.length === 0) return null;
  return {
    speakers: entry.speakers,
    classCount: entry.labels.length,
    counts: Float64Array.from(entry.speakerCounts),
  };
}
