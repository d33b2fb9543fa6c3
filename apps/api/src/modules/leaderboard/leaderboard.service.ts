import type {
  BoardEntryRow,
  BoardKeyParts,
  BoardPlaceRow,
  Database,
  LeaderboardKeyRow,
  Page,
  PageArguments,
  SelectionRow,
} from '@voxboard/db';
import { BoardReader } from '@voxboard/db';
import { InvalidInputError, isLeakyByDesign, type Protocol, ProtocolSchema, type Task } from '@voxboard/domain';
import type { ScoreKey } from '@voxboard/evaluation';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import { asUuid } from '../shared/parse-input.js';
import { guessing, trained } from './baselines.js';
import { boardChanges } from './board-changes.js';
import type { BoardHistory } from './board-history.js';
import { BOARD_LISTS, type BoardListName, listName } from './board-list.js';
import type { BoardStore } from './board-store.js';
import { type BoardView, type PlainScore, StoredView } from './board-view.js';
import type { CertificateFacts, CertificateSource } from './certificates.js';
import { storedSpeakerCounts } from './compute-entry.js';
import { describeBoard } from './describe-board.js';
import type {
  Baseline,
  BoardChanges,
  BoardListCount,
  EntryScore,
  Leaderboard,
  LeaderboardEntry,
} from './leaderboard.type.js';

/** A board with its parts as rows; the resolvers turn them into types. */
export interface Board extends Omit<Leaderboard, 'protocol'> {
  readonly projectId: string;
  readonly datasetVersionId: string;
  readonly protocol: unknown;
  readonly protocolHash: string;
  readonly boardId: string;
  readonly view: BoardView;
}
export interface BoardRow extends Omit<LeaderboardEntry, 'experiment' | 'score' | 'selection'> {
  readonly selection: SelectionRow | null;
}

export interface WantedBoard {
  readonly projectId: string;
  readonly task: Task;
  readonly datasetVersionId: string;
  readonly protocolHash: string;
  readonly metric: ScoreKey;
  readonly asOf: Date | null;
}

/** Changes shown; a week of a busy board has more than anybody reads. */
const SHOWN_CHANGES = 50;
const LEAK_WARNING =
  'This protocol splits augmented copies of one clip over training and test, so its scores are inflated. Compare them with each other only, never with other protocols.';

/** Boards: experiments that were measured alike, ranked as far as the data allow. */
export class LeaderboardService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly store: BoardStore,
    private readonly history: BoardHistory,
    private readonly certificates: CertificateSource,
    private readonly now: Clock,
  ) {}

  keys(projectId: string): Promise<LeaderboardKeyRow[]> {
    return this.readers.leaderboard.keys(projectId);
  }

  /** null when the project has no experiment of that task, version and protocol, or none has finished. */
  async board({ metric, asOf, ...wanted }: WantedBoard): Promise<Board | null> {
    const datasetVersionId = asUuid(wanted.datasetVersionId);
    if (datasetVersionId === null) return null;
    if (asOf !== null && asOf > this.now()) {
      throw new InvalidInputError('"asOf" lies in the future. Leave it out for the board as it is now.', {
        path: ['asOf'],
      });
    }
    const key: BoardKeyParts = { ...wanted, datasetVersionId };
    const stored = await this.readers.leaderboard.protocolOf(key);
    if (stored === null) return null;
    const protocol = ProtocolSchema.parse(stored);
    const boardId = await this.store.catchUp(key);
    if (boardId === null) return null;
    const view = await this.#view(key, boardId, protocol, metric, asOf);
    if (view === null) return null;
    const { rankedAt, isStale } = view;
    const warning = isLeakyByDesign(protocol.name) ? LEAK_WARNING : null;
    return { ...key, protocol: stored, boardId, metric, asOf, view, rankedAt, isStale, warning };
  }

  /** So that the next reader of a changed board need not wait. */
  catchUpAll(): Promise<void> {
    return this.store.catchUpAll(async (key) => {
      const protocol = ProtocolSchema.safeParse(await this.readers.leaderboard.protocolOf(key));
      return protocol.success ? protocol.data.name : null;
    });
  }

  async #view(key: BoardKeyParts, boardId: string, protocol: Protocol, metric: ScoreKey, asOf: Date | null) {
    const ranking = await this.store.ensureRanking(key, boardId, metric, protocol.name);
    if (ranking === null) return null;
    if (asOf === null) return new StoredView(this.db.sql, boardId, metric, ranking.rankedAt, ranking.isStale);
    const { rankedAt } = ranking;
    return this.history.at({ boardId, key: metric, protocolName: protocol.name, asOf, rankedAt });
  }

  async entries({ view }: Board, list: BoardListName | null, page: PageArguments): Promise<Page<BoardRow>> {
    const places = await view.page(list, page);
    const rows = await this.#rows(
      view,
      places.edges.map(({ node }) => node),
    );
    return {
      ...places,
      edges: places.edges.flatMap(({ cursor }, i) => {
        const node = rows[i];
        return node ? [{ cursor, node }] : [];
      }),
    };
  }

  /** One experiment on a board; null when it is not on it. */
  async entryOf({ view }: Board, experimentId: string): Promise<BoardRow | null> {
    const place = await view.placeOf(experimentId);
    const [row] = place ? await this.#rows(view, [place]) : [];
    return row ?? null;
  }

  async count({ view }: Board, list: BoardListName | null): Promise<number> {
    const counts = await this.listCounts(view);
    return counts.reduce((sum, one) => sum + (list === null || one.list === list ? one.count : 0), 0);
  }

  async listCounts(view: BoardView): Promise<BoardListCount[]> {
    const counts = await view.counts();
    return BOARD_LISTS.map((list, number) => ({ list, count: counts.get(number) ?? 0 })).filter(
      ({ count }) => count > 0,
    );
  }

  async baselines({ view, boardId, metric }: Board): Promise<Baseline[]> {
    const [first] = (await view.page(null, { first: 1 })).edges;
    const [entry] = first ? await view.entries([first.node.experimentId]) : [];
    const counts = entry ? storedSpeakerCounts(entry) : null;
    const models = await new BoardReader(this.db.sql).linearModels(boardId);
    const ids = models.map(({ experimentId }) => experimentId);
    const present = new Set((await view.entries(ids)).map(({ experimentId }) => experimentId));
    const scores = groupScores(await view.scores(ids));
    const measured = (name: 'linear model' | 'shuffled labels') => {
      const model = models.find(
        (one) => one.hasShuffledLabels === (name === 'shuffled labels') && present.has(one.experimentId),
      );
      const id = model?.experimentId ?? null;
      return trained(name, id, id === null ? [] : (scores.get(id) ?? []), metric);
    };
    return [...(counts ? guessing(counts) : []), measured('linear model'), measured('shuffled labels')];
  }

  /** What changed between a time and the board's own. */
  async changes(board: Board, since: Date): Promise<BoardChanges> {
    const { boardId, metric, protocol, view } = board;
    const until = board.asOf ?? this.now();
    if (since > until) {
      throw new InvalidInputError('"since" lies after the time the board is shown as of. Give an earlier time.', {
        path: ['since'],
      });
    }
    const protocolName = ProtocolSchema.parse(protocol).name;
    const past = await this.history.at({ boardId, key: metric, protocolName, asOf: since, rankedAt: view.rankedAt });
    const changes = boardChanges(await past.all(), await view.all());
    return {
      since,
      totalCount: changes.length,
      items: changes.slice(0, SHOWN_CHANGES).map((change) => ({ ...change, experiment: null })),
    };
  }

  /** The board in plain sentences, for readers who never heard of recall. */
  async statement(board: Board): Promise<string[]> {
    const { view, metric } = board;
    const [page, counts] = [await view.page('RANKED', { first: 100 }), await view.counts()];
    const places = page.edges.map(({ node }) => node);
    const [best] = await this.#rows(view, places.slice(0, 1));
    const [experiment] = best ? await this.readers.experiment.byIds([best.experimentId]) : [];
    const [version] = await this.readers.dataset.versionsByIds([board.datasetVersionId]);
    const [dataset] = version ? await this.readers.dataset.byIds([version.datasetId]) : [];
    const [any] = (await view.page(null, { first: 1 })).edges;
    const [entry] = any ? await view.entries([any.node.experimentId]) : [];
    const guess = (await this.baselines(board))[0];
    return describeBoard({
      task: board.task,
      protocolName: ProtocolSchema.parse(board.protocol).name,
      metric,
      datasetName: dataset?.name ?? '',
      speakerCount: entry?.speakers.length || (version?.speakerCount ?? 0),
      clipCount: version?.clipCount ?? 0,
      classCount: entry?.labels.length ?? null,
      rankedCount: counts.get(0) ?? 0,
      tiedWithBest: places.filter((place) => place.rankLow === 1).length,
      best: best && experiment ? { name: experiment.name, score: scoreOf(best.scores, metric) } : null,
      chance: guess === undefined ? null : baselineValue(guess, metric),
    });
  }

  async #rows(view: BoardView, places: readonly BoardPlaceRow[]): Promise<(BoardRow | null)[]> {
    const ids = places.map(({ experimentId }) => experimentId);
    const [entries, scores, certificates, selections] = [
      await view.entries(ids),
      await view.scores(ids),
      await this.certificates(ids),
      await this.readers.sweep.selections(ids),
    ];
    const entryOf = new Map(entries.map((entry) => [entry.experimentId, entry]));
    const scoresOf = groupScores(scores);
    return places.map((place, i) => {
      const entry = entryOf.get(place.experimentId);
      const certificate = certificates.get(place.experimentId);
      const selection = selections[i]?.find(({ isBest, isDecided }) => isBest && isDecided) ?? null;
      return entry ? { ...toRow(place, entry, scoresOf.get(place.experimentId) ?? [], certificate), selection } : null;
    });
  }
}

export function scoreOf(scores: readonly EntryScore[], metric: ScoreKey): EntryScore | null {
  return scores.find((score) => score.metric === metric) ?? null;
}

export function baselineValue({ uar, accuracy, macroF1 }: Baseline, metric: ScoreKey): number | null {
  if (metric === 'uar') return uar;
  return metric === 'accuracy' ? accuracy : macroF1;
}

function toRow(
  place: BoardPlaceRow,
  entry: BoardEntryRow,
  scores: readonly PlainScore[],
  certificate: CertificateFacts | undefined,
): Omit<BoardRow, 'selection'> {
  return {
    experimentId: place.experimentId,
    list: listName(place.list),
    rank: place.rank,
    rankLow: place.rankLow,
    rankHigh: place.rankHigh,
    tieGroup: place.tieGroup,
    scores: scores.flatMap(({ key, value, lower, upper }) =>
      isScoreKey(key) ? [{ metric: key, value, low: lower, high: upper }] : [],
    ),
    perRunUar: [...entry.perRunUar],
    runsPooled: entry.runsPooled,
    runsPlanned: entry.runsPlanned,
    clipCount: entry.clipCount,
    parameterCount: entry.parameterCount,
    trainSeconds: entry.trainSeconds,
    backend: entry.backends.length === 0 ? null : entry.backends.join(', '),
    certificate: certificate?.verdict ?? 'UNVERIFIED',
    isComplete: entry.runsPooled >= entry.runsPlanned,
    lastFinishedAt: entry.lastFinishedAt,
  };
}

function isScoreKey(key: string): key is ScoreKey {
  return key === 'uar' || key === 'accuracy' || key === 'macro_f1';
}

function groupScores(scores: readonly PlainScore[]): Map<string, PlainScore[]> {
  const groups = new Map<string, PlainScore[]>();
  for (const score of scores) groups.set(score.experimentId, [...(groups.get(score.experimentId) ?? []), score]);
  return groups;
}
