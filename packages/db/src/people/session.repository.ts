import type { Database } from '../database.js';
import type { SignInSession } from '../generated/client.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';

export interface NewSession {
  readonly accountId: string;
  readonly secretHash: string;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Browsers that somebody signed in with. */
export class SessionRepository {
  constructor(private readonly db: Database) {}

  async create(session: NewSession): Promise<SignInSession> {
    return this.db.prisma.signInSession.create({ data: { id: newId(), ...session, lastSeenAt: session.createdAt } });
  }

  async ofAccount(accountId: string, now: Date): Promise<SignInSession[]> {
    return this.db.prisma.signInSession.findMany({
      where: { accountId, expiresAt: { gt: now } },
      orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    });
  }

  /** Puts its end off. */
  async touch(id: string, lastSeenAt: Date, expiresAt: Date): Promise<void> {
    await this.db.prisma.signInSession.updateMany({ where: { id }, data: { lastSeenAt, expiresAt } });
  }

  /** Ends a session of an account; false when it has none of that id. */
  async end(accountId: string, id: string): Promise<boolean> {
    return (await this.#delete({ accountId, id })) > 0;
  }

  /** Ends all sessions of an account but one; says how many. */
  async endOthers(accountId: string, keptId: string | null): Promise<number> {
    return this.#delete({ accountId, ...(keptId !== null && { id: { not: keptId } }) });
  }

  async prune(now: Date): Promise<void> {
    await this.db.prisma.signInSession.deleteMany({ where: { expiresAt: { lte: now } } });
  }

  async #delete(where: { accountId: string; id?: string | { not: string } }): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { count } = await tx.prisma.signInSession.deleteMany({ where });
      if (count > 0) await notifyChange(tx, { kind: 'access' });
      return count;
    });
  }
}
