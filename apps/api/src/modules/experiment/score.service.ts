import { setImmediate } from 'node:timers/promises';
import type { FinishedRunRow, FinishedSetRow, SpeakerCountRow } from '@voxboard/db';
import {
  addConfusionMatrices,
  type BoardEntry,
  boardEntry,
  deviation,
  macroF1,
  matrixTotals,
  PRINTED_DRAW,
  type SpeakerCounts,
  uar,
} from '@voxboard/evaluation';
import type { Readers } from '../../readers.js';
import { toConfusionMatrix, unflatten } from '../confusion-matrix/to-confusion-matrix.js';
import { orNull } from '../shared/or-null.js';
import type { ExperimentScore } from './experiment-score.type.js';
import { toSpeakerCounts } from './speaker-counts.js';

/** An experiment's score, and what a board ranks it by. */
export interface PooledScore extends ExperimentScore {
  /** null where predictions by speaker are not known: matrices logged by outside scripts. */
  readonly board: BoardEntry | null;
  readonly speakerCounts: SpeakerCounts | null;
}

/** Scores kept; the least lately used go first. */
const CACHE_SIZE = 2000;
/** Scores of experiments, each computed once per set of finished runs. */
export class ScoreService {
  readonly #cache = new Map<string, PooledScore>();

  constructor(private readonly readers: Readers) {}

  /** null for an experiment without a finished and tested run. */
  async ofExperiments(ids: readonly string[]): Promise<(PooledScore | null)[]> {
    const sets = await this.readers.score.finishedSets(ids);
    const missing = sets.flatMap((set) => (set && !this.#cache.has(keyOf(set)) ? [set] : []));
    if (missing.length > 0) await this.#compute(missing);
    return sets.map((set) => set && this.#recall(set));
  }

  async #compute(sets: readonly FinishedSetRow[]): Promise<void> {
    const ids = sets.map((set) => set.experimentId);
    const [runs, speakers] = await Promise.all([
      this.readers.score.finishedRuns(ids),
      this.readers.score.speakerCounts(ids),
    ]);
    for (const [i, set] of sets.entries()) {
      this.#remember(keyOf(set), pooledScore(set, runs[i] ?? [], speakers[i] ?? []));
      // A board of many experiments must not hold up other requests while it is resampled.
      await setImmediate();
    }
  }

  #recall(set: FinishedSetRow): PooledScore | null {
    const key = keyOf(set);
    const score = this.#cache.get(key);
    if (score === undefined) return null;
    this.#cache.delete(key);
    this.#cache.set(key, score);
    return { ...score, runsPlanned: set.runsPlanned };
  }

  #remember(key: string, score: PooledScore): void {
    this.#cache.set(key, score);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > CACHE_SIZE && oldest !== undefined) this.#cache.delete(oldest);
  }
}

function keyOf(set: FinishedSetRow): string {
  return `${set.experimentId} ${set.fingerprint}`;
}

/** Runs whose classes differ from the first run's are left out: their counts could not be added. */
function pooledScore(
  set: FinishedSetRow,
  runs: readonly FinishedRunRow[],
  speakers: readonly SpeakerCountRow[],
): PooledScore {
  const labels = runs[0]?.labels ?? [];
  const matrices = runs
    .filter((run) => run.labels.join('\n') === labels.join('\n'))
    .map((run) => unflatten(run.labels, run.counts));
  const pooled = addConfusionMatrices(matrices, labels);
  const perRun = matrices.map(uar);
  const counts = speakers.length === 0 ? null : toSpeakerCounts(speakers, labels.length);
  const board = counts === null ? null : boardEntry(set.experimentId, counts, 'uar', PRINTED_DRAW);
  const confusion = toConfusionMatrix(null, pooled);
  return {
    uar: confusion.uar,
    accuracy: confusion.accuracy,
    macroF1: orNull(macroF1(pooled)),
    uarLow: board?.lower ?? null,
    uarHigh: board?.upper ?? null,
    perRunUar: perRun.map(orNull),
    uarSd: orNull(deviation(perRun)),
    runsPooled: matrices.length,
    runsPlanned: set.runsPlanned,
    clipCount: matrixTotals(pooled).total,
    confusion,
    board,
    speakerCounts: counts,
  };
}
