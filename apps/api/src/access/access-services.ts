import { CredentialReader, type RootDatabase, SessionRepository, TokenRepository } from '@voxboard/db';
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import type { ChangeHub } from '../live/change-hub.js';
import { MemberService } from '../modules/member/member.service.js';
import type { IdempotencyService } from '../modules/shared/idempotency.service.js';
import { TokenService } from '../modules/token/token.service.js';
import { AccountService } from '../modules/viewer/account.service.js';
import type { SignInOptions } from '../modules/viewer/viewer.type.js';
import type { Readers } from '../readers.js';
import { AuditLog } from './audit-log.js';
import type { AuthOptions } from './auth-options.js';
import { Identifier } from './identifier.js';
import { LoggingAudit } from './logging-audit.js';
import { OidcService } from './oidc.service.js';
import { SetupCode } from './setup-code.js';
import { SignInService } from './sign-in.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

export interface AccessServiceParts {
  readonly db: RootDatabase;
  readonly readers: Readers;
  readonly hub: ChangeHub;
  readonly idempotency: IdempotencyService;
  readonly auth: AuthOptions;
  readonly log: Logger;
  readonly now: Clock;
}

/** Who may, and who did. */
export function createAccessServices({ db, readers, hub, idempotency, auth, log, now }: AccessServiceParts) {
  const audit = new AuditLog(db, now, log);
  const setupCode = new SetupCode();
  const signIn = new SignInService(db, audit, new SignInThrottle(), setupCode, now);
  const identifier = new Identifier({
    options: auth,
    reader: new CredentialReader(db.sql),
    sessions: new SessionRepository(db),
    tokens: new TokenRepository(db),
    now,
    onError: (error) => log.warn({ err: error }, 'when a token or session was last used could not be noted'),
  });
  hub.onAccess(() => identifier.forget());
  return {
    account: new AccountService(db, idempotency, now),
    audit,
    identifier,
    loggingAudit: new LoggingAudit(audit, hub),
    member: new MemberService(db, readers),
    oidc: auth.oidc && new OidcService(db, auth.oidc, `${auth.publicUrl ?? ''}/auth/oidc/callback`),
    setupCode,
    signIn,
    signInOptions: async (): Promise<SignInOptions> => ({
      mode: ({ off: 'OFF', accounts: 'ACCOUNTS', oidc: 'OIDC' } as const)[auth.mode],
      needsSetup: auth.mode !== 'off' && (await signIn.needsSetup()),
      providerLabel: auth.oidc?.label ?? null,
    }),
    token: new TokenService(db, readers, idempotency, now),
  };
}

/**
 * The first account: from the environment where it says so, else by a code that is printed here and good once.
 */
export async function prepareFirstAccount(
  { signIn, setupCode }: Pick<ReturnType<typeof createAccessServices>, 'signIn' | 'setupCode'>,
  { mode, firstAdmin, publicUrl }: AuthOptions,
  announce: (text: string) => void,
): Promise<void> {
  if (mode === 'off' || !(await signIn.needsSetup())) return;
  if (firstAdmin !== null) {
    const name = firstAdmin.email.split('@', 1)[0] ?? firstAdmin.email;
    await signIn.createFirst({ ...firstAdmin, name });
    return;
  }
  announce(
    `No account exists yet. Open ${publicUrl ?? 'the dashboard'}/login and make the first one with this set-up code: ${setupCode.issue()}`,
  );
}
