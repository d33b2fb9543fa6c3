import { AccountRepository, type Account as AccountRow, type Database, SessionRepository } from '@voxboard/db';
import { InvalidInputError, NotFoundError } from '@voxboard/domain';
import { z } from 'zod';
import { hashPassword } from '../../access/password.js';
import { newSecret } from '../../access/secret.js';
import { EmailSchema } from '../../access/sign-in.service.js';
import type { Viewer } from '../../access/viewer.js';
import type { Clock } from '../../clock.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { NameSchema } from '../shared/text-schemas.js';
import type { CreateAccountInput, UpdateAccountInput } from './viewer.input.js';
import type { Account, SignInSession } from './viewer.type.js';

const NewAccountSchema = z.object({ email: EmailSchema, name: NameSchema, isAdmin: z.boolean() });
const ReplySchema = z.object({ accountId: z.string() });
/** 120 random bits in characters that can be read out. */
const INITIAL_PASSWORD_LENGTH = 20;

export interface SavedAccount {
  readonly account: Account;
  readonly initialPassword: string | null;
}

/** Accounts and the sessions that they opened. */
export class AccountService {
  constructor(
    private readonly db: Database,
    private readonly idempotency: IdempotencyService,
    private readonly now: Clock,
  ) {}

  async list(): Promise<Account[]> {
    return (await new AccountRepository(this.db).list()).map(toAccount);
  }

  /** @throws InvalidInputError, AlreadyExistsError */
  async create({ idempotencyKey: key, ...input }: CreateAccountInput): Promise<SavedAccount> {
    const account = parseInput(NewAccountSchema, { ...input, isAdmin: input.isAdmin ?? false }, ['input']);
    const password = newSecret().slice(0, INITIAL_PASSWORD_LENGTH);
    const passwordHash = await hashPassword(password);
    let isNew = false;
    const { accountId } = await this.idempotency.once(
      { key, operation: 'createAccount', input: account },
      ReplySchema,
      async (tx) => {
        const created = await new AccountRepository(tx).create({ ...account, passwordHash });
        isNew = true;
        return { accountId: created.id };
      },
    );
    return { account: await this.byId(accountId), initialPassword: isNew ? password : null };
  }

  /** @throws InvalidInputError, NotFoundError */
  async update(input: UpdateAccountInput, viewer: Viewer): Promise<SavedAccount> {
    const id = requireUuid('Account', input.id);
    const { isAdmin, isDisabled, resetPassword } = input;
    const name = input.name == null ? undefined : parseInput(NameSchema, input.name, ['input', 'name']);
    if (id === viewer.userId && (isAdmin === false || isDisabled === true)) {
      throw new InvalidInputError('You cannot lock yourself out. Have another admin do it.', { path: ['input'] });
    }
    const password = resetPassword === true ? newSecret().slice(0, INITIAL_PASSWORD_LENGTH) : null;
    const account = await new AccountRepository(this.db).update(id, {
      ...(name !== undefined && { name }),
      ...(isAdmin != null && { isAdmin }),
      ...(isDisabled != null && { disabledAt: isDisabled ? this.now() : null }),
      ...(password !== null && { passwordHash: await hashPassword(password) }),
    });
    if (account === null) throw new NotFoundError('Account', id);
    if (password !== null || isDisabled === true) await new SessionRepository(this.db).endOthers(id, null);
    return { account: toAccount(account), initialPassword: password };
  }

  async sessionsOf({ userId, sessionId }: Viewer): Promise<SignInSession[]> {
    if (userId === null) return [];
    const sessions = await new SessionRepository(this.db).ofAccount(userId, this.now());
    return sessions.map((session) => ({ ...session, isCurrent: session.id === sessionId }));
  }

  /** Ends one session of the viewer's, or all but the one that asks. @throws NotFoundError */
  async endSessions({ userId, sessionId }: Viewer, id: string | null): Promise<number> {
    const sessions = new SessionRepository(this.db);
    if (id === null) return userId === null ? 0 : sessions.endOthers(userId, sessionId);
    const session = requireUuid('Session', id);
    if (userId === null || !(await sessions.end(userId, session))) throw new NotFoundError('Session', session);
    return 1;
  }

  /** @throws NotFoundError */
  async byId(id: string): Promise<Account> {
    const account = await new AccountRepository(this.db).byId(id);
    if (account === null) throw new NotFoundError('Account', id);
    return toAccount(account);
  }
}

export function toAccount({ passwordHash, oidcIssuer, ...row }: AccountRow): Account {
  return { ...row, hasPassword: passwordHash !== null, identityProvider: oidcIssuer };
}
