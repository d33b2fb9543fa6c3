import {
  type BoardEntryRow,
  type BoardPlaceRow,
  BoardReader,
  type BoardScoreRow,
  type ComputedBoardEntry,
  decodeCursor,
  encodeCursor,
  type Page,
  type PageArguments,
  type SqlExecutor,
} from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import type { ScoreKey } from '@voxboard/evaluation';
import { type BoardListName, listNumber } from './board-list.js';

export type PlainScore = Omit<BoardScoreRow, 'influence'>;

/** A ranked board to read from, as it is or as it stood. */
export interface BoardView {
  readonly rankedAt: Date;
  /** Whether results have come in since that the ranks do not tell of yet. */
  readonly isStale: boolean;
  page(list: BoardListName | null, page: PageArguments): Promise<Page<BoardPlaceRow>>;
  all(): Promise<readonly BoardPlaceRow[]>;
  placeOf(experimentId: string): Promise<BoardPlaceRow | null>;
  counts(): Promise<Map<number, number>>;
  entries(experimentIds: readonly string[]): Promise<BoardEntryRow[]>;
  scores(experimentIds: readonly string[]): Promise<PlainScore[]>;
}

/** The board as it is stored. */
export class StoredView implements BoardView {
  readonly #reader: BoardReader;

  constructor(
    sql: SqlExecutor,
    private readonly boardId: string,
    private readonly key: ScoreKey,
    readonly rankedAt: Date,
    readonly isStale: boolean,
  ) {
    this.#reader = new BoardReader(sql);
  }

  page(list: BoardListName | null, page: PageArguments) {
    return this.#reader.places(this.boardId, this.key, list === null ? null : listNumber(list), page);
  }

  all() {
    return this.#reader.allPlaces(this.boardId, this.key);
  }

  placeOf(experimentId: string) {
    return this.#reader.placeOf(this.boardId, this.key, experimentId);
  }

  counts() {
    return this.#reader.placeCounts(this.boardId, this.key);
  }

  entries(experimentIds: readonly string[]) {
    return this.#reader.entries(experimentIds);
  }

  scores(experimentIds: readonly string[]) {
    return this.#reader.scores(experimentIds);
  }
}

/** A board as it stood: ranked in memory, with the entries that were different then. */
export class PastView implements BoardView {
  readonly isStale = false;
  readonly #reader: BoardReader;

  constructor(
    sql: SqlExecutor,
    readonly rankedAt: Date,
    /** In board order. */
    private readonly places: readonly BoardPlaceRow[],
    private readonly other: ReadonlyMap<string, ComputedBoardEntry>,
  ) {
    this.#reader = new BoardReader(sql);
  }

  async page(list: BoardListName | null, { first, after, last, before }: PageArguments): Promise<Page<BoardPlaceRow>> {
    if (last != null || before != null) {
      throw new InvalidInputError('A board of the past is paged forwards: give "first" and "after".', {
        path: ['last'],
      });
    }
    const size = first ?? 50;
    if (size < 1 || size > 1000) {
      throw new InvalidInputError(`"first" must be from 1 to 1000, got ${size}.`, { path: ['first'] });
    }
    const wanted = list === null ? this.places : this.places.filter((place) => place.list === listNumber(list));
    const [at] = after == null ? [-1] : decodeCursor(after, 'past-board', ['int4'], 'after');
    const start = Number(at) + 1;
    const edges = wanted
      .slice(start, start + size)
      .map((node, i) => ({ cursor: () => encodeCursor('past-board', [start + i]), node }));
    return { edges, hasNextPage: start + size < wanted.length, hasPreviousPage: start > 0 };
  }

  async all() {
    return this.places;
  }

  async placeOf(experimentId: string) {
    return this.places.find((place) => place.experimentId === experimentId) ?? null;
  }

  async counts() {
    const counts = new Map<number, number>();
    for (const { list } of this.places) counts.set(list, (counts.get(list) ?? 0) + 1);
    return counts;
  }

  async entries(experimentIds: readonly string[]) {
    const stored = await this.#reader.entries(experimentIds.filter((id) => !this.other.has(id)));
    return [...stored, ...experimentIds.flatMap((id) => this.other.get(id) ?? [])];
  }

  async scores(experimentIds: readonly string[]) {
    const stored = await this.#reader.scores(experimentIds.filter((id) => !this.other.has(id)));
    const others = experimentIds.flatMap((experimentId) =>
      (this.other.get(experimentId)?.scores ?? []).map((score) => ({ experimentId, ...score })),
    );
    return [...stored, ...others];
  }
}
