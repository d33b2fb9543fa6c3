import type { Database } from '../database.js';
import type { Membership, Role } from '../generated/client.js';
import { notifyChange } from '../queue/notify-change.js';

export interface MemberRow {
  readonly projectId: string;
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
}

/** Who may do what in which project. */
export class MembershipRepository {
  constructor(private readonly db: Database) {}

  async ofProject(projectId: string): Promise<MemberRow[]> {
    const rows = await this.db.prisma.membership.findMany({
      where: { projectId },
      include: { account: { select: { email: true, name: true } } },
      orderBy: { account: { email: 'asc' } },
    });
    return rows.map(({ account, ...row }) => ({ ...row, ...account }));
  }

  /** Gives an account a role, whatever it had. */
  async set(projectId: string, accountId: string, role: Role): Promise<Membership> {
    return this.db.transaction(async (tx) => {
      const membership = await tx.prisma.membership.upsert({
        where: { projectId_accountId: { projectId, accountId } },
        create: { projectId, accountId, role },
        update: { role },
      });
      await notifyChange(tx, { kind: 'access' });
      return membership;
    });
  }

  async remove(projectId: string, accountId: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const { count } = await tx.prisma.membership.deleteMany({ where: { projectId, accountId } });
      await notifyChange(tx, { kind: 'access' });
      return count > 0;
    });
  }
}
