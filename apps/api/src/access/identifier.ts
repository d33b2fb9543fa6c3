import type { IncomingMessage } from 'node:http';
import type { AccountFacts, CredentialReader, SessionRepository, TokenRepository } from '@voxboard/db';
import type { Clock } from '../clock.js';
import { ForbiddenError, UnauthenticatedError } from './access.errors.js';
import { type AuthOptions, SESSION_IDLE_MS, SESSION_MAX_MS } from './auth-options.js';
import { cookieName } from './cookies.js';
import { type Credential, credentialOf } from './credentials.js';
import { isOwnOrigin, needsOwnOrigin } from './own-origin.js';
import { hashSecret } from './secret.js';
import { ANONYMOUS_VIEWER, LOCAL_VIEWER, SCOPES, Viewer } from './viewer.js';

/** A change of rights is announced; this is for the case that the announcement is lost. */
const REMEMBERED_MS = 30_000;
const MAX_REMEMBERED = 10_000;
/** "Last used" needs no more than the minute. */
const TOUCH_MS = 60_000;

interface Remembered {
  readonly viewer: Viewer;
  readonly until: number;
}

export interface IdentifierParts {
  readonly options: AuthOptions;
  readonly reader: CredentialReader;
  readonly sessions: SessionRepository;
  readonly tokens: TokenRepository;
  readonly now: Clock;
  readonly onError: (error: unknown) => void;
}

/** Finds out who sends a request. */
export class Identifier {
  readonly #known = new Map<string, Remembered>();
  readonly #touched = new Map<string, number>();
  /** Counts the changes of rights, so that what was read before one is not remembered after it. */
  #generation = 0;

  constructor(private readonly parts: IdentifierParts) {}

  /** Nothing is known for sure any more. */
  forget(): void {
    this.#generation++;
    this.#known.clear();
  }

  /**
   * @throws UnauthenticatedError for a token that is not valid (any more); a session that is not is no session.
   * @throws ForbiddenError for what another site's page has a signed-in browser do.
   */
  async identify(request: IncomingMessage): Promise<Viewer> {
    const { options } = this.parts;
    const credential = credentialOf(request, cookieName('session', options.publicUrl?.startsWith('https:') ?? false));
    if (credential?.kind === 'TOKEN') return this.#remembered(credential);
    if (options.mode === 'off') return LOCAL_VIEWER;
    if (credential === null) return ANONYMOUS_VIEWER;
    const viewer = await this.#remembered(credential);
    if (viewer.isSignedIn && needsOwnOrigin(request) && !isOwnOrigin(request, options.publicUrl)) {
      throw new ForbiddenError(
        'Refused: the request comes from a page of another site. Open Voxboard at its own address (VOXBOARD_PUBLIC_URL); scripts send a token.',
      );
    }
    return viewer;
  }

  async #remembered(credential: Credential): Promise<Viewer> {
    const hash = hashSecret(credential.secret);
    const now = this.parts.now().getTime();
    const known = this.#known.get(hash);
    if (known && known.until > now && known.viewer.endsAt > now) {
      this.#touch(known.viewer, now);
      return known.viewer;
    }
    const generation = this.#generation;
    const viewer = await (credential.kind === 'TOKEN' ? this.#token(hash, now) : this.#session(hash, now));
    if (generation === this.#generation && viewer.isSignedIn) {
      if (this.#known.size >= MAX_REMEMBERED) this.#known.clear();
      this.#known.set(hash, { viewer, until: now + REMEMBERED_MS });
    }
    this.#touch(viewer, now);
    return viewer;
  }

  async #token(hash: string, now: number): Promise<Viewer> {
    const facts = await this.parts.reader.token(hash);
    if (facts === null) throw new UnauthenticatedError('There is no such token. Make one on the settings page.');
    const { tokenId, tokenName, projectId, expiresAt, revokedAt, account } = facts;
    if (revokedAt !== null) throw new UnauthenticatedError('This token was revoked. Make another one.');
    const endsAt = expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
    if (endsAt <= now) throw new UnauthenticatedError('This token has expired. Make another one.');
    if (account !== null && account.disabledAt !== null) {
      throw new UnauthenticatedError('The account of this token is disabled. Ask an admin of this Voxboard.');
    }
    return new Viewer({
      kind: 'TOKEN',
      name: tokenName,
      tokenId,
      ...(account === null ? { isInstanceAdmin: true } : rightsOf(account)),
      scopes: SCOPES.filter((scope) => facts.scopes.includes(scope)),
      ...(projectId !== null && { onlyProjectId: projectId }),
      endsAt,
    });
  }

  async #session(hash: string, now: number): Promise<Viewer> {
    const facts = await this.parts.reader.session(hash);
    const endsAt = facts === null ? 0 : Math.min(facts.expiresAt.getTime(), facts.createdAt.getTime() + SESSION_MAX_MS);
    if (facts === null || endsAt <= now || facts.account.disabledAt !== null) {
      return ANONYMOUS_VIEWER;
    }
    const { sessionId, account } = facts;
    return new Viewer({ kind: 'USER', name: account.accountName, sessionId, ...rightsOf(account), endsAt });
  }

  #touch({ tokenId, sessionId }: Viewer, now: number): void {
    const id = tokenId ?? sessionId;
    if (id === null || now - (this.#touched.get(id) ?? 0) < TOUCH_MS) return;
    if (this.#touched.size >= MAX_REMEMBERED) this.#touched.clear();
    this.#touched.set(id, now);
    const { tokens, sessions, onError } = this.parts;
    const touching =
      tokenId === null
        ? sessions.touch(id, new Date(now), new Date(now + SESSION_IDLE_MS))
        : tokens.markUsed(id, new Date(now));
    touching.catch(onError);
  }
}

function rightsOf({ accountId, isAdmin, roles }: AccountFacts) {
  return { userId: accountId, isInstanceAdmin: isAdmin, roles: new Map(Object.entries(roles)) };
}
