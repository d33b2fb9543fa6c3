import type { ExperimentRow, LeaderboardKeyRow, TrainingFactsRow } from '@voxboard/db';
import { isLeakyByDesign, type Protocol as ProtocolConfig, ProtocolSchema, type Task } from '@voxboard/domain';
import {
  chanceCounts,
  majorityCounts,
  pooledCounts,
  pooledScore,
  rankBoard,
  type SpeakerCounts,
} from '@voxboard/evaluation';
import type { Readers } from '../../readers.js';
import type { PooledScore, ScoreService } from '../experiment/score.service.js';
import { orNull } from '../shared/or-null.js';
import { asUuid } from '../shared/parse-input.js';
import type { Baseline, LeaderboardEntry } from './leaderboard.type.js';

/** A board with its parts as rows; the resolvers turn them into types. */
export interface Board {
  readonly task: Task;
  readonly protocol: unknown;
  readonly protocolHash: string;
  readonly datasetVersionId: string;
  readonly entries: readonly BoardRow[];
  readonly baselines: readonly Baseline[];
  readonly warning: string | null;
}
export type BoardRow = Omit<LeaderboardEntry, 'experiment'> & { readonly experiment: ExperimentRow };

/** An experiment that has a score, on its way to a rank. */
interface Candidate {
  readonly experiment: ExperimentRow;
  readonly score: PooledScore;
  readonly facts: TrainingFactsRow | null;
}

type Rank = Pick<LeaderboardEntry, 'rank' | 'rankLow' | 'rankHigh'>;

const LEAK_WARNING =
  'This protocol splits augmented copies of one clip over training and test, so its scores are inflated. Compare them with each other only, never with other protocols.';

/** Ranks experiments that were measured alike. */
export class LeaderboardService {
  constructor(
    private readonly readers: Readers,
    private readonly scores: ScoreService,
  ) {}

  keys(projectId: string): Promise<LeaderboardKeyRow[]> {
    return this.readers.leaderboard.keys(projectId);
  }

  /** null when the project has no experiment of that task, version and protocol. */
  async board(projectId: string, task: Task, versionId: string, protocolHash: string): Promise<Board | null> {
    const id = asUuid(versionId);
    const key = (await this.keys(projectId)).find(
      (one) => one.task === task && one.datasetVersionId === id && one.protocolHash === protocolHash,
    );
    if (!key) return null;
    const candidates = await this.#candidates(projectId, key);
    const protocol: ProtocolConfig = ProtocolSchema.parse(key.protocol);
    const counts = candidates.find(({ score }) => isComplete(score))?.score.speakerCounts;
    return {
      ...key,
      entries: ranked(candidates),
      baselines: counts ? baselines(counts) : [],
      warning: isLeakyByDesign(protocol.name) ? LEAK_WARNING : null,
    };
  }

  async #candidates(projectId: string, key: LeaderboardKeyRow): Promise<Candidate[]> {
    const { task, datasetVersionId, protocolHash } = key;
    const experiments = await this.readers.leaderboard.experiments(projectId, task, datasetVersionId, protocolHash);
    const ids = experiments.map((experiment) => experiment.id);
    const [scores, facts] = await Promise.all([
      this.scores.ofExperiments(ids),
      this.readers.leaderboard.trainingFacts(ids),
    ]);
    return experiments.flatMap((experiment, i) => {
      const score = scores[i];
      return score ? [{ experiment, score, facts: facts[i] ?? null }] : [];
    });
  }
}

function isComplete(score: PooledScore): boolean {
  return score.board !== null && score.runsPooled >= score.runsPlanned;
}

/**
 * Complete experiments by UAR, with the ranks that the data allow. Incomplete ones follow: they were tested on other
 * clips, so nothing can be said of their rank.
 */
function ranked(candidates: readonly Candidate[]): BoardRow[] {
  const complete = candidates.filter(({ score }) => isComplete(score));
  const ranks = completeRanks(complete);
  const rows = candidates.map((candidate) => {
    const rank = ranks.get(candidate.experiment.id);
    const unknown: Rank = { rank: ranks.size + 1, rankLow: 1, rankHigh: candidates.length };
    return toRow(candidate, rank ?? unknown, rank !== undefined);
  });
  return rows.sort((a, b) => a.rank - b.rank || (b.score.uar ?? -1) - (a.score.uar ?? -1));
}

/** Only experiments tested on the same speakers can be compared; the largest such group is ranked. */
function completeRanks(complete: readonly Candidate[]): Map<string, Rank> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of complete) {
    const speakers = candidate.score.board?.speakers.join('\n') ?? '';
    groups.set(speakers, [...(groups.get(speakers) ?? []), candidate]);
  }
  const [largest = []] = [...groups.values()].sort((a, b) => b.length - a.length);
  const entries = largest.flatMap(({ score }) => score.board ?? []);
  return new Map(
    rankBoard(entries).ranked.map(({ entry, rank, rankLow, rankHigh }) => [entry.id, { rank, rankLow, rankHigh }]),
  );
}

function toRow({ experiment, score, facts }: Candidate, rank: Rank, isRanked: boolean): BoardRow {
  return {
    ...rank,
    experiment,
    score,
    parameterCount: facts?.parameterCount ?? null,
    trainSeconds: facts?.trainSeconds ?? null,
    backend: facts && facts.backends.length > 0 ? facts.backends.join(', ') : null,
    isComplete: isRanked,
  };
}

/** What guessing would score on the clips of the board. */
function baselines(counts: SpeakerCounts): Baseline[] {
  const scored = (name: string, guess: SpeakerCounts): Baseline => {
    const pooled = pooledCounts(guess);
    return {
      name,
      uar: orNull(pooledScore('uar', pooled, counts.classCount)),
      accuracy: orNull(pooledScore('accuracy', pooled, counts.classCount)),
    };
  };
  return [scored('chance', chanceCounts(counts)), scored('majority class', majorityCounts(counts))];
}
