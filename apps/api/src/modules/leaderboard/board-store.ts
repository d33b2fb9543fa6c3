import {
  type BoardChangeRow,
  type BoardKeyParts,
  type BoardRankingRow,
  BoardReader,
  BoardRepository,
  BoardSourceReader,
  type ComputedBoardEntry,
  type Database,
} from '@voxboard/db';
import { isLeakyByDesign, type ProtocolName } from '@voxboard/domain';
import { SCORE_KEYS, type ScoreKey } from '@voxboard/evaluation';
import type { CertificateSource } from './certificates.js';
import { computeEntry } from './compute-entry.js';
import { placeEntries } from './place-entries.js';
import { runSlices } from './run-slices.js';

/** Entries computed in one transaction: half a second's work. */
const BATCH = 50;
/** Ranking so many takes milliseconds; a larger board is shown as it stood while it is ranked anew. */
export const RANKED_AT_ONCE = 300;
const SOON_MS = 250;
const TRANSACTION = { timeoutMs: 120_000 };

/**
 * Keeps stored boards up to date. Triggers mark the experiments whose entry is out of date in the transaction that
 * changed it; whoever comes first, a finished run's notice or a reader, brings the board up to date.
 */
export class BoardStore {
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly db: Database,
    private readonly certificates: CertificateSource,
  ) {}

  /** Computes the entries that are out of date. Resolves with the board; null when it has no entry. */
  async catchUp(key: BoardKeyParts): Promise<string | null> {
    const reader = new BoardReader(this.db.sql);
    for (;;) {
      const changes = await reader.changes(key);
      if (changes.length === 0) return reader.idOf(key);
      await this.#computeEntries(key, changes.slice(0, BATCH));
    }
  }

  /** Ranks the board by a score unless that is stored. Many entries are not waited for when an earlier ranking is there. */
  async ensureRanking(key: BoardKeyParts, boardId: string, score: ScoreKey, protocolName: ProtocolName) {
    const reader = new BoardReader(this.db.sql);
    const present = await reader.ranking(boardId, score);
    if (present !== null && !present.isStale) return present;
    if (present !== null && (await this.#isLarge(boardId, score))) {
      // Whoever asked is answered first: ranking keeps the process busy.
      const soon = setTimeout(() => {
        this.#rankOnce(key, boardId, score, protocolName).catch(() => undefined);
      }, SOON_MS);
      soon.unref();
      return present;
    }
    await this.#rankOnce(key, boardId, score, protocolName);
    const ranked = await reader.ranking(boardId, score);
    return ranked satisfies BoardRankingRow | null;
  }

  /** Brings every board up to date that has changed, so that the next reader need not wait. */
  async catchUpAll(protocolNameOf: (key: BoardKeyParts) => Promise<ProtocolName | null>): Promise<void> {
    for (const key of await new BoardReader(this.db.sql).changedBoards()) {
      const boardId = await this.catchUp(key);
      const protocolName = await protocolNameOf(key);
      if (boardId === null || protocolName === null) continue;
      const keys = await new BoardReader(this.db.sql).rankedKeys(boardId);
      for (const score of SCORE_KEYS) {
        if (score === 'uar' || keys.includes(score)) await this.#rankOnce(key, boardId, score, protocolName);
      }
    }
  }

  async #isLarge(boardId: string, score: ScoreKey): Promise<boolean> {
    const counts = await new BoardReader(this.db.sql).placeCounts(boardId, score);
    return [...counts.values()].reduce((sum, count) => sum + count, 0) > RANKED_AT_ONCE;
  }

  async #computeEntries(key: BoardKeyParts, changes: readonly BoardChangeRow[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      const boards = new BoardRepository(tx);
      await boards.lock(key);
      const boardId = await boards.ensure(key);
      const ids = changes.map(({ experimentId }) => experimentId);
      await boards.saveEntries(boardId, changes, await computeEntries(tx, ids, null));
    }, TRANSACTION);
  }

  /** Callers of one process share the work. */
  #rankOnce(key: BoardKeyParts, boardId: string, score: ScoreKey, protocolName: ProtocolName): Promise<void> {
    const name = `${boardId} ${score}`;
    const underWay = this.#underWay.get(name);
    if (underWay) return underWay;
    const work = this.#rank(key, boardId, score, protocolName).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, work);
    return work;
  }

  async #rank(key: BoardKeyParts, boardId: string, score: ScoreKey, protocolName: ProtocolName): Promise<void> {
    await this.db.transaction(async (tx) => {
      await new BoardRepository(tx).lock(key);
      const reader = new BoardReader(tx.sql);
      const present = await reader.ranking(boardId, score);
      if (present !== null && !present.isStale) return;
      const rows = await reader.rankable(boardId, score);
      const certificates = await this.certificates(rows.map(({ experimentId }) => experimentId));
      const rules = { isLeakyByDesign: isLeakyByDesign(protocolName), certificates };
      await new BoardRepository(tx).saveRanking(boardId, score, await runSlices(placeEntries(rows, rules)));
    }, TRANSACTION);
  }
}

/** Of those experiments that had a finished run, now or at a time; of sweeps only of what they chose. */
export async function computeEntries(
  db: Pick<Database, 'sql'>,
  experimentIds: readonly string[],
  asOf: Date | null,
): Promise<ComputedBoardEntry[]> {
  const source = new BoardSourceReader(db.sql);
  const trials = await source.trials(experimentIds, asOf);
  const ids = experimentIds.filter((id) => trials.get(id) !== false);
  const [runs, speakers, plans] = [
    await source.runs(ids, asOf),
    await source.speakerCounts(ids, asOf),
    await source.plans(ids, asOf),
  ];
  const entries = ids.flatMap(
    (experimentId, i) =>
      computeEntry({
        experimentId,
        runs: runs[i] ?? [],
        speakers: speakers[i] ?? [],
        runsPlanned: plans.get(experimentId) ?? 0,
      }) ?? [],
  );
  // A sweep often tries on one fold of several; what it chose is on the board once the others have been trained.
  return entries.filter((entry) => !trials.has(entry.experimentId) || entry.runsPooled >= entry.runsPlanned);
}
