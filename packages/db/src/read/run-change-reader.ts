import { InvalidInputError } from '@voxboard/domain';
import { decodeCursor, encodeCursor } from './keyset-cursor.js';
import type { Queryable } from './queryable.js';

/** Which runs of a project changed since an earlier answer. */
export interface RunChanges {
  /** Runs made or changed, and those that are gone; in the order of the changes. */
  readonly runIds: readonly string[];
  /** What to ask with the next time. */
  readonly cursor: string;
  /** Whether there is more than was asked for: ask again at once. */
  readonly hasMore: boolean;
}

/** Rows of runs that are gone are kept a little longer than cursors are good for. */
export const RUN_CURSOR_DAYS = 30;
export const RUN_CHANGE_KEPT_DAYS = RUN_CURSOR_DAYS + 1;

const NAME = 'run changes';
const NO_RUN = '00000000-0000-0000-0000-000000000000';

interface CursorParts {
  /** Everything visible under this snapshot has been told. */
  readonly told: string;
  /** The snapshot of the first page of a longer answer; it becomes `told` with the last. */
  readonly reading: string | null;
  readonly xid: string;
  readonly runId: string;
}

interface ChangeRow {
  readonly snapshot: string;
  readonly isFuture: boolean;
  readonly isOld: boolean;
  readonly issued: string;
  readonly runId: string | null;
  readonly xid: string | null;
}

/**
 * Finds what changed by the snapshot an earlier answer was read under: nothing is missed and nothing told twice, in
 * whatever order transactions commit.
 */
export class RunChangeReader {
  constructor(private readonly sql: Queryable) {}

  /**
   * Without a cursor nothing has changed yet: the answer's cursor stands for now.
   * @throws InvalidInputError when the cursor is none, is of another database, or is too old
   */
  async since(projectId: string, after: string | null, first: number): Promise<RunChanges> {
    const parts = after === null ? null : partsOf(after);
    const rows = await this.#read(projectId, parts, after === null ? 0 : first + 1, issuedOf(after));
    const [head] = rows;
    if (!head) throw new RangeError('a statement that always has a row gave none');
    if (parts && head.isFuture) throw refused('comes from another database');
    if (parts && head.isOld) throw refused(`is older than ${RUN_CURSOR_DAYS} days`);
    const changed = rows.flatMap(({ runId, xid }) => (runId === null || xid === null ? [] : [{ runId, xid }]));
    const page = changed.slice(0, first);
    const hasMore = changed.length > first;
    const last = page.at(-1);
    const reading = parts?.reading ?? head.snapshot;
    const next: CursorParts =
      hasMore && last && parts
        ? { told: parts.told, reading, xid: last.xid, runId: last.runId }
        : { told: reading, reading: null, xid: '0', runId: NO_RUN };
    return { runIds: page.map(({ runId }) => runId), cursor: textOf(next, head.issued), hasMore };
  }

  /** Forgets runs that are gone so long that no cursor asks for them. Returns how many. */
  async prune(): Promise<number> {
    const { rowCount } = await this.sql.query({
      text: `/* pruneRunChanges */ DELETE FROM run_change WHERE is_removed AND changed_at < now() - $1 * interval '1 day'`,
      values: [RUN_CHANGE_KEPT_DAYS],
    });
    return rowCount ?? 0;
  }

  async #read(
    projectId: string,
    parts: CursorParts | null,
    limit: number,
    issued: string | null,
  ): Promise<ChangeRow[]> {
    const { told = '1:1:', xid = '0', runId = NO_RUN } = parts ?? {};
    const { rows } = await this.sql.query<ChangeRow>({
      name: 'runChangesSince',
      text: `/* runChangesSince */
        SELECT s.snapshot::text, pg_snapshot_xmax($2::pg_snapshot) > pg_snapshot_xmax(s.snapshot) AS "isFuture",
               coalesce($6::timestamptz < now() - $7 * interval '1 day', false) AS "isOld", s.issued,
               c.run_id AS "runId", c.xid
        FROM (SELECT pg_current_snapshot() AS snapshot,
                     to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS issued) s
        LEFT JOIN LATERAL (
          SELECT run_id, changed_xid::text AS xid FROM run_change
          WHERE project_id = $1 AND changed_xid >= pg_snapshot_xmin($2::pg_snapshot)::text::bigint
            AND NOT pg_visible_in_snapshot(changed_xid::text::xid8, $2::pg_snapshot)
            AND (changed_xid, run_id) > ($3::bigint, $4::uuid)
          ORDER BY changed_xid, run_id LIMIT $5) c ON true`,
      values: [projectId, told, xid, runId, limit, issued, RUN_CURSOR_DAYS],
    });
    return rows;
  }
}

function textOf({ told, reading, xid, runId }: CursorParts, issued: string): string {
  return encodeCursor(NAME, [issued, told, reading ?? '', xid, runId]);
}

function issuedOf(cursor: string | null): string | null {
  return cursor === null ? null : String(decodeCursor(cursor, NAME, TYPES, 'after')[0]);
}

const TYPES = ['timestamptz', 'text', 'text', 'text', 'uuid'] as const;

function partsOf(cursor: string): CursorParts {
  const [, told, reading, xid, runId] = decodeCursor(cursor, NAME, TYPES, 'after').map(String);
  const isSound = isSnapshot(told) && (reading === '' || isSnapshot(reading)) && /^\d{1,18}$/.test(xid ?? '');
  if (!isSound || told === undefined || xid === undefined || runId === undefined) throw refused('is damaged');
  return { told, reading: reading === undefined || reading === '' ? null : reading, xid, runId };
}

/** As Postgres writes one: `xmin:xmax:xip,xip`, ascending. */
function isSnapshot(text: string | undefined): boolean {
  const match = /^(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)$/.exec(text ?? '');
  if (!match) return false;
  const [, xmin = '', xmax = '', xip = ''] = match;
  const inside = xip === '' ? [] : xip.split(',').map(BigInt);
  const bounds = [BigInt(xmin), ...inside, BigInt(xmax)];
  return bounds[0] !== 0n && bounds.every((xid, i) => i === 0 || xid >= (bounds[i - 1] ?? xid));
}

function refused(why: string): InvalidInputError {
  return new InvalidInputError(
    `The cursor "after" ${why}. Read the list anew, and ask without "after" for a cursor to go on from.`,
    { path: ['after'] },
  );
}
