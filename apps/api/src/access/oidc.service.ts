import { type Account, AccountRepository, type Database } from '@voxboard/db';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { ForbiddenError, UnauthenticatedError } from './access.errors.js';
import type { OidcOptions } from './auth-options.js';
import { EmailSchema } from './sign-in.service.js';

/** What the browser keeps while it is at the provider; it proves that the one who comes back is the one who left. */
const PendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});
export type PendingSignIn = z.infer<typeof PendingSchema>;

const ClaimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: EmailSchema,
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().trim().max(200).optional(),
});
type Claims = z.infer<typeof ClaimsSchema>;

/** Signing in through an identity provider: OpenID Connect, authorization code with PKCE. */
export class OidcService {
  #configuration: Promise<oidc.Configuration> | null = null;

  constructor(
    private readonly db: Database,
    private readonly options: OidcOptions,
    /** Where the provider sends browsers back to. */
    private readonly redirectUri: string,
  ) {}

  /** Where to send the browser, and what it must bring back. */
  async begin(returnTo: string): Promise<{ url: string; pending: PendingSignIn }> {
    const configuration = await this.#configured();
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnTo,
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: this.options.scope,
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      state: pending.state,
      nonce: pending.nonce,
    });
    return { url: url.href, pending };
  }

  /** The account of whoever came back. @throws UnauthenticatedError, ForbiddenError */
  async finish(query: URLSearchParams, cookie: string | null): Promise<{ account: Account; returnTo: string }> {
    const pending = readPending(cookie);
    const configuration = await this.#configured();
    const url = new URL(this.redirectUri);
    url.search = query.toString();
    const claims = await this.#claims(configuration, url, pending);
    return { account: await this.#accountOf(claims), returnTo: pending.returnTo };
  }

  async #claims(configuration: oidc.Configuration, url: URL, pending: PendingSignIn): Promise<Claims> {
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      });
      return ClaimsSchema.parse(tokens.claims());
    } catch (error) {
      const reason = error instanceof z.ZodError ? 'it did not tell your e-mail address' : reasonOf(error);
      throw new UnauthenticatedError(`${this.options.label} did not sign you in: ${reason}. Try again.`);
    }
  }

  async #accountOf({ sub, email, email_verified, name }: Claims): Promise<Account> {
    const isVerified = email_verified === true || email_verified === 'true';
    const { issuer, domains, adminEmails } = this.options;
    const accounts = new AccountRepository(this.db);
    const known = await accounts.byIdentity(issuer, sub);
    const account = known ?? (isVerified ? await accounts.byEmail(email) : null);
    if (account?.disabledAt) throw new ForbiddenError('This account is disabled. Ask an admin of this Voxboard.');
    if (known) return known;
    const domain = email.slice(email.lastIndexOf('@') + 1);
    if (domains.length > 0 && !(isVerified && domains.includes(domain))) {
      throw new ForbiddenError(`Addresses at ${domain} may not sign in here. Ask an admin of this Voxboard.`);
    }
    const identity = { issuer, subject: sub };
    if (account) return accounts.link(account.id, identity);
    const isAdmin = isVerified && adminEmails.includes(email);
    return accounts.create({ email, name: name || email, oidc: identity, isAdmin });
  }

  /** Asked once; again after it failed, because providers have bad moments too. */
  async #configured(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    const isPlain = issuer.startsWith('http://');
    this.#configuration ??= oidc.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
      isPlain ? { execute: [oidc.allowInsecureRequests] } : undefined,
    );
    try {
      return await this.#configuration;
    } catch (error) {
      this.#configuration = null;
      throw new UnauthenticatedError(`${this.options.label} does not answer: ${reasonOf(error)}. Try again later.`);
    }
  }
}

export function writePending(pending: PendingSignIn): string {
  return Buffer.from(JSON.stringify(pending)).toString('base64url');
}

function readPending(cookie: string | null): PendingSignIn {
  try {
    return PendingSchema.parse(JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString('utf8')));
  } catch {
    throw new UnauthenticatedError('This sign-in was not begun in this browser, or took too long. Begin again.');
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A path of our own, whatever somebody put into a link. */
export function ownPath(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])\P{Cc}{0,1000}$/u.test(text) ? text : '/';
}
