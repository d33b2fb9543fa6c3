/** What an identity provider is told and asked. */
export interface OidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** null: a public client, by PKCE alone. */
  readonly clientSecret: string | null;
  readonly scope: string;
  /** Name on the sign-in button. */
  readonly label: string;
  /** Domains of e-mail addresses that may sign in; empty lets in whoever the provider vouches for. */
  readonly domains: readonly string[];
  /** Who is an admin of the installation from the first sign-in. */
  readonly adminEmails: readonly string[];
}

/** How people and scripts show who they are. */
export interface AuthOptions {
  /** `off`: one person on this machine, who is asked nothing. */
  readonly mode: 'off' | 'accounts' | 'oidc';
  /** The address that people's browsers have, for example `https://voxboard.example`. null: a loopback address. */
  readonly publicUrl: string | null;
  /** Reverse proxies in front, whose `X-Forwarded-For` is believed; 0 believes nobody's. */
  readonly trustedProxies: number;
  readonly oidc: OidcOptions | null;
  /** The first admin, made at the start when there is no account yet. */
  readonly firstAdmin: { readonly email: string; readonly password: string } | null;
  /** Whether admins may make addresses that show one board to whoever has them. */
  readonly boardLinks: boolean;
}

export const NO_AUTH: AuthOptions = {
  mode: 'off',
  publicUrl: null,
  trustedProxies: 0,
  oidc: null,
  firstAdmin: null,
  boardLinks: false,
};

/** Sessions end when they were not used for this long … */
export const SESSION_IDLE_MS = 14 * 24 * 3600_000;
/** … and, used or not, this long after signing in. */
export const SESSION_MAX_MS = 90 * 24 * 3600_000;
