import { AlreadyExistsError } from '@voxboard/domain';
import type { Database } from '../database.js';
import { type Account, Prisma } from '../generated/client.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';

export interface NewAccount {
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash?: string | null;
  readonly oidc?: { readonly issuer: string; readonly subject: string } | null;
  readonly isAdmin: boolean;
}

export interface AccountChange {
  readonly name?: string;
  readonly passwordHash?: string;
  readonly isAdmin?: boolean;
  readonly disabledAt?: Date | null;
}

/** People who sign in. */
export class AccountRepository {
  constructor(private readonly db: Database) {}

  /** @throws AlreadyExistsError when the address or the identity is taken */
  async create({ oidc, ...account }: NewAccount): Promise<Account> {
    try {
      return await this.db.prisma.account.create({
        data: { id: newId(), ...account, oidcIssuer: oidc?.issuer ?? null, oidcSubject: oidc?.subject ?? null },
      });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
        throw new AlreadyExistsError('Account', account.email);
      }
      throw error;
    }
  }

  /**
   * The first account of all; null when there is one already. Two at once: one wins.
   */
  async createFirst(account: NewAccount): Promise<Account | null> {
    return this.db.transaction(async (tx) => {
      await tx.sql.query('/* firstAccount */ LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE');
      if ((await tx.prisma.account.count()) > 0) return null;
      return new AccountRepository(tx).create(account);
    });
  }

  async count(): Promise<number> {
    return this.db.prisma.account.count();
  }

  async byId(id: string): Promise<Account | null> {
    return this.db.prisma.account.findUnique({ where: { id } });
  }

  async byEmail(email: string): Promise<Account | null> {
    return this.db.prisma.account.findUnique({ where: { email } });
  }

  async byIdentity(issuer: string, subject: string): Promise<Account | null> {
    return this.db.prisma.account.findUnique({
      where: { oidcIssuer_oidcSubject: { oidcIssuer: issuer, oidcSubject: subject } },
    });
  }

  async list(): Promise<Account[]> {
    return this.db.prisma.account.findMany({ orderBy: [{ email: 'asc' }] });
  }

  /** Admins of the installation who can sign in. */
  async adminCount(): Promise<number> {
    return this.db.prisma.account.count({ where: { isAdmin: true, disabledAt: null } });
  }

  /** From now on the identity provider vouches for it. */
  async link(id: string, { issuer, subject }: { issuer: string; subject: string }): Promise<Account> {
    return this.db.prisma.account.update({ where: { id }, data: { oidcIssuer: issuer, oidcSubject: subject } });
  }

  /** null when there is none; who remembers the account's rights is told. */
  async update(id: string, change: AccountChange): Promise<Account | null> {
    return this.db.transaction(async (tx) => {
      const [account] = await tx.prisma.account.updateManyAndReturn({ where: { id }, data: change });
      await notifyChange(tx, { kind: 'access' });
      return account ?? null;
    });
  }
}
