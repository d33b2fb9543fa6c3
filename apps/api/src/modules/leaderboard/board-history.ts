import { BoardReader, BoardSourceReader, type Database, type RankableRow } from '@voxboard/db';
import { isLeakyByDesign, type ProtocolName } from '@voxboard/domain';
import type { ScoreKey } from '@voxboard/evaluation';
import { computeEntries } from './board-store.js';
import { PastView } from './board-view.js';
import type { CertificateSource } from './certificates.js';
import { placeEntries } from './place-entries.js';
import { runSlices } from './run-slices.js';

/** Past boards kept; each holds its places only. */
const CACHE_SIZE = 20;

export interface PastBoard {
  readonly boardId: string;
  readonly key: ScoreKey;
  readonly protocolName: ProtocolName;
  readonly asOf: Date;
  /** Of the present ranking: a board that changed since is computed anew. */
  readonly rankedAt: Date;
}

/**
 * Boards as they stood at a time, from when runs finished. Experiments deleted since are not on them, and what an audit
 * found later holds for the past as well.
 */
export class BoardHistory {
  readonly #cache = new Map<string, Promise<PastView>>();

  constructor(
    private readonly db: Pick<Database, 'sql'>,
    private readonly certificates: CertificateSource,
  ) {}

  at(past: PastBoard): Promise<PastView> {
    const name = [past.boardId, past.key, past.asOf.getTime(), past.rankedAt.getTime()].join(' ');
    const known = this.#cache.get(name);
    if (known) return known;
    const view = this.#compute(past);
    this.#cache.set(name, view);
    view.catch(() => this.#cache.delete(name));
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > CACHE_SIZE && oldest !== undefined) this.#cache.delete(oldest);
    return view;
  }

  async #compute({ boardId, key, protocolName, asOf }: PastBoard): Promise<PastView> {
    const changed = await new BoardSourceReader(this.db.sql).changedSince(boardId, asOf);
    const changedIds = new Set(changed);
    const other = new Map((await computeEntries(this.db, changed, asOf)).map((entry) => [entry.experimentId, entry]));
    const present = await new BoardReader(this.db.sql).rankable(boardId, key);
    const rows = present.flatMap((row): RankableRow[] => {
      const then = other.get(row.experimentId);
      if (then === undefined) return row.lastFinishedAt <= asOf && !changedIds.has(row.experimentId) ? [row] : [];
      const score = then.scores.find((one) => one.key === key);
      return score ? [{ ...row, ...then, ...score }] : [];
    });
    const certificates = await this.certificates(rows.map(({ experimentId }) => experimentId));
    const rules = { isLeakyByDesign: isLeakyByDesign(protocolName), certificates };
    return new PastView(this.db.sql, asOf, await runSlices(placeEntries(rows, rules)), other);
  }
}
