import type { Database } from '../database.js';
import type { ApiToken } from '../generated/client.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';

export interface NewToken {
  readonly accountId: string | null;
  readonly projectId: string | null;
  readonly name: string;
  readonly tokenHash: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** What scripts sign in with. */
export class TokenRepository {
  constructor(private readonly db: Database) {}

  async create({ scopes, ...token }: NewToken): Promise<ApiToken> {
    return this.db.prisma.apiToken.create({ data: { id: newId(), ...token, scopes: [...scopes] } });
  }

  /** Of an account, or of a project whoever's they are; newest first, revoked ones last. */
  async list(of: { accountId: string | null } | { projectId: string }): Promise<ApiToken[]> {
    return this.db.prisma.apiToken.findMany({
      where: of,
      orderBy: [{ revokedAt: { sort: 'asc', nulls: 'first' } }, { id: 'desc' }],
      take: 500,
    });
  }

  async byId(id: string): Promise<ApiToken | null> {
    return this.db.prisma.apiToken.findUnique({ where: { id } });
  }

  /** Revoked at once everywhere; one that was revoked before stays as it was. */
  async revoke(id: string, now: Date): Promise<ApiToken> {
    return this.db.transaction(async (tx) => {
      await tx.prisma.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
      await notifyChange(tx, { kind: 'access' });
      return tx.prisma.apiToken.findUniqueOrThrow({ where: { id } });
    });
  }

  async markUsed(id: string, now: Date): Promise<void> {
    await this.db.sql.query('/* markTokenUsed */ UPDATE api_token SET last_used_at = $2 WHERE id = $1::uuid', [
      id,
      now,
    ]);
  }
}
