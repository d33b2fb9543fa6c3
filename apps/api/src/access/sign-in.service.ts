import { type Account, AccountRepository, type Database, SessionRepository } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { parseInput } from '../modules/shared/parse-input.js';
import { NameSchema } from '../modules/shared/text-schemas.js';
import { ForbiddenError, UnauthenticatedError } from './access.errors.js';
import type { AuditLog } from './audit-log.js';
import { SESSION_IDLE_MS } from './auth-options.js';
import { hashPassword, PasswordSchema, verifyPassword } from './password.js';
import { hashSecret, newSecret } from './secret.js';
import type { SetupCode } from './setup-code.js';
import type { SignInThrottle } from './sign-in-throttle.js';
import type { Viewer } from './viewer.js';

export const EmailSchema = z.email('must be an e-mail address').max(254).toLowerCase();

/** Where a request comes from, for lists of sessions and the audit. */
export interface Place {
  readonly address: string;
  readonly userAgent: string;
}

/** What the browser is given: kept nowhere else. */
export interface OpenedSession {
  readonly secret: string;
  readonly account: Account;
}

const SetupSchema = z.object({
  code: z.string().max(200),
  email: EmailSchema,
  name: NameSchema,
  password: PasswordSchema,
});
const AttemptSchema = z.object({ email: z.string().max(254).toLowerCase(), password: z.string().max(256) });

/** Signing in and out with a browser. */
export class SignInService {
  constructor(
    private readonly db: Database,
    private readonly audit: AuditLog,
    private readonly throttle: SignInThrottle,
    private readonly setupCode: SetupCode,
    private readonly now: Clock,
  ) {}

  /** Whether there is no account yet, so that the set-up code is asked for. */
  async needsSetup(): Promise<boolean> {
    return (await new AccountRepository(this.db).count()) === 0;
  }

  /** Makes the first account, an admin of the installation. @throws ForbiddenError, InvalidInputError */
  async setUp(input: unknown, place: Place): Promise<OpenedSession> {
    const { code, email, name, password } = parseInput(SetupSchema, input);
    await this.throttle.attempt('set-up', place.address);
    if (!this.setupCode.fits(code)) {
      throw new ForbiddenError('That is not the set-up code. It is printed where the API was started.');
    }
    const account = await this.createFirst({ email, name, password });
    if (account === null) throw new ForbiddenError('Voxboard is set up already. Sign in.');
    this.setupCode.spend();
    return this.open(account, place, 'setUp');
  }

  /** The first account; null when there is one. */
  async createFirst(first: { email: string; name: string; password: string }): Promise<Account | null> {
    const { email, name, password } = first;
    const passwordHash = await hashPassword(password);
    return new AccountRepository(this.db).createFirst({ email, name, passwordHash, isAdmin: true });
  }

  /** @throws UnauthenticatedError, the same for a wrong password and for no account; TooManyRequestsError */
  async signIn(input: unknown, place: Place): Promise<OpenedSession> {
    const { email, password } = parseInput(AttemptSchema, input);
    await this.throttle.attempt(email, place.address);
    const account = await new AccountRepository(this.db).byEmail(email);
    const isRight = await verifyPassword(account?.passwordHash ?? null, password);
    if (!isRight || account === null || account.disabledAt !== null) {
      await this.#failed(account?.id ?? null, email, place);
      throw new UnauthenticatedError('That e-mail address and password do not go together. Try again.');
    }
    await this.throttle.succeeded(email, place.address);
    return this.open(account, place, 'signIn');
  }

  /** A new session under a new secret, whatever cookie the browser brought. */
  async open(account: Account, place: Place, action: string): Promise<OpenedSession> {
    const secret = newSecret();
    const createdAt = this.now();
    await this.db.transaction(async (tx) => {
      await new SessionRepository(tx).create({
        accountId: account.id,
        secretHash: hashSecret(secret),
        userAgent: place.userAgent.slice(0, 300),
        address: place.address,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + SESSION_IDLE_MS),
      });
      await this.audit.recordIn(tx, { ...eventOf(account, place), action });
    });
    return { secret, account };
  }

  /** Ends the viewer's session; nothing when there is none. */
  async signOut({ userId, sessionId, name }: Viewer, place: Place): Promise<void> {
    if (userId === null || sessionId === null) return;
    await new SessionRepository(this.db).end(userId, sessionId);
    await this.audit.record({ ...eventOf({ id: userId, name }, place), action: 'signOut' });
  }

  /** Ends the account's other sessions with it. @throws InvalidInputError when the present password is wrong */
  async changePassword(viewer: Viewer, present: string, next: string, place: Place): Promise<void> {
    const password = parseInput(PasswordSchema, next, ['input', 'newPassword']);
    const accounts = new AccountRepository(this.db);
    const account = viewer.userId === null ? null : await accounts.byId(viewer.userId);
    if (account === null) throw new ForbiddenError('Only an account has a password. Sign in with one.');
    await this.throttle.attempt(account.email, place.address);
    if (!(await verifyPassword(account.passwordHash, present))) {
      throw new InvalidInputError('That is not your present password.', { path: ['input', 'presentPassword'] });
    }
    await this.throttle.succeeded(account.email, place.address);
    await accounts.update(account.id, { passwordHash: await hashPassword(password) });
    await new SessionRepository(this.db).endOthers(account.id, viewer.sessionId);
  }

  /** Who guesses is named by what was typed only when it is an account: people type passwords into the wrong field. */
  async #failed(accountId: string | null, email: string, { address }: Place): Promise<void> {
    await this.audit.record({
      projectId: null,
      actor: 'anonymous',
      actorName: accountId === null ? 'unknown' : email,
      address,
      action: 'failedSignIn',
      entityType: 'Account',
      entityId: accountId ?? '',
      details: {},
    });
  }
}

function eventOf({ id, name }: Pick<Account, 'id' | 'name'>, { address, userAgent }: Place) {
  const details = { userAgent: userAgent.slice(0, 300) };
  return {
    projectId: null,
    actor: `user:${id}`,
    actorName: name,
    address,
    entityType: 'Account',
    entityId: id,
    details,
  };
}
