import { NotFoundError, type Task } from '@voxboard/domain';
import type { Database } from '../database.js';
import { newId } from '../new-id.js';

export interface NewBoardLink {
  readonly boardId: string;
  readonly name: string;
  readonly secretHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

export interface BoardLinkRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly slug: string;
  readonly task: Task;
  readonly datasetVersionId: string;
  readonly protocolHash: string;
}

const LINK = `SELECT l.id, l.name, l.created_at AS "createdAt", l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt",
  p.slug, b.task, b.dataset_version_id AS "datasetVersionId", b.protocol_hash AS "protocolHash"
  FROM board_link l JOIN board b ON b.id = l.board_id JOIN project p ON p.id = b.project_id`;
const MOST_LISTED = 500;

/** Addresses that show one board to whoever has them. */
export class BoardLinkRepository {
  constructor(private readonly db: Pick<Database, 'prisma' | 'sql'>) {}

  async create(link: NewBoardLink): Promise<string> {
    const { id } = await this.db.prisma.boardLink.create({ data: { id: newId(), ...link } });
    return id;
  }

  /** @throws NotFoundError */
  async byId(id: string): Promise<BoardLinkRow> {
    const { rows } = await this.db.sql.query<BoardLinkRow>(`/* boardLink */ ${LINK} WHERE l.id = $1::uuid`, [id]);
    const [row] = rows;
    if (!row) throw new NotFoundError('Board link', id);
    return row;
  }

  /** null for one that is revoked, has expired, or never was. */
  async good(secretHash: string, now: Date): Promise<BoardLinkRow | null> {
    const { rows } = await this.db.sql.query<BoardLinkRow>({
      name: 'goodBoardLink',
      text: `/* goodBoardLink */ ${LINK} WHERE l.secret_hash = $1 AND l.revoked_at IS NULL
        AND (l.expires_at IS NULL OR l.expires_at > $2)`,
      values: [secretHash, now],
    });
    return rows[0] ?? null;
  }

  /** Of all boards of a project: newest first, revoked ones last. */
  async ofProject(projectId: string): Promise<BoardLinkRow[]> {
    const { rows } = await this.db.sql.query<BoardLinkRow>(
      `/* boardLinks */ ${LINK} WHERE b.project_id = $1::uuid
       ORDER BY l.revoked_at NULLS FIRST, l.id DESC LIMIT ${MOST_LISTED}`,
      [projectId],
    );
    return rows;
  }

  /** One that was revoked before stays as it was. */
  async revoke(id: string, now: Date): Promise<void> {
    await this.db.prisma.boardLink.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
  }
}
