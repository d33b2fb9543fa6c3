import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler, type Response, Router } from 'express';
import { ForbiddenError } from '../access/access.errors.js';
import { type AuthOptions, SESSION_MAX_MS } from '../access/auth-options.js';
import { clientAddress } from '../access/client-address.js';
import { cookieName, parseCookie, setCookie } from '../access/cookies.js';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { type OidcService, ownPath, writePending } from '../access/oidc.service.js';
import { isOwnOrigin } from '../access/own-origin.js';
import type { OpenedSession, Place, SignInService } from '../access/sign-in.service.js';
import { answering } from './send-problem.js';

export interface AuthRouteParts {
  readonly options: AuthOptions;
  readonly signIn: SignInService;
  /** null where there is no identity provider. */
  readonly oidc: OidcService | null;
  readonly gatekeeper: Gatekeeper;
}

/** How long somebody may take at the identity provider. */
const PENDING_SEC = 10 * 60;

/**
 * `POST /auth/sign-in`, `/auth/set-up`, `/auth/sign-out` (JSON), and `GET /auth/oidc?returnTo=` which leads to the
 * identity provider and back to `/auth/oidc/callback`. The session is a cookie that pages cannot read.
 */
export function authRoutes({ options, signIn, oidc, gatekeeper }: AuthRouteParts): Router {
  const router = Router();
  const isSecure = options.publicUrl?.startsWith('https:') ?? false;
  const sessionCookie = cookieName('session', isSecure);
  const pendingCookie = cookieName('sign-in', isSecure);
  const placeOf = (request: IncomingMessage): Place => ({
    address: clientAddress(request, options.trustedProxies),
    userAgent: request.headers['user-agent'] ?? '',
  });
  const welcome = (response: Response, { secret, account }: OpenedSession) => {
    response.append('Set-Cookie', setCookie(sessionCookie, secret, { isSecure, maxAgeSec: SESSION_MAX_MS / 1000 }));
    return { name: account.name, email: account.email };
  };

  router.use('/auth', fresh, needsAccounts(options), express.json({ limit: '16kb' }));
  router.post(['/auth/sign-in', '/auth/set-up', '/auth/sign-out'], ownPagesOnly(options));
  router.post(
    '/auth/sign-in',
    answering(async (request, response) => {
      response.json(welcome(response, await signIn.signIn(request.body, placeOf(request))));
    }),
  );
  router.post(
    '/auth/set-up',
    answering(async (request, response) => {
      response.json(welcome(response, await signIn.setUp(request.body, placeOf(request))));
    }),
  );
  router.post(
    '/auth/sign-out',
    answering(async (request, response) => {
      await signIn.signOut(gatekeeper.of(request).viewer, placeOf(request));
      response.append('Set-Cookie', setCookie(sessionCookie, '', { isSecure, maxAgeSec: 0 }));
      response.json({});
    }),
  );
  if (oidc === null) return router;

  router.get(
    '/auth/oidc',
    answering(async (request, response) => {
      const { url, pending } = await oidc.begin(ownPath(request.query.returnTo));
      response.append(
        'Set-Cookie',
        setCookie(pendingCookie, writePending(pending), { isSecure, maxAgeSec: PENDING_SEC }),
      );
      response.redirect(303, url);
    }),
  );
  router.get('/auth/oidc/callback', async (request, response) => {
    const query = new URL(request.originalUrl, 'http://local').searchParams;
    response.append('Set-Cookie', setCookie(pendingCookie, '', { isSecure, maxAgeSec: 0 }));
    try {
      const { account, returnTo } = await oidc.finish(query, parseCookie(request.headers.cookie, pendingCookie));
      welcome(response, await signIn.open(account, placeOf(request), 'signIn'));
      response.redirect(303, returnTo);
    } catch (error) {
      // A person looks at this: the sign-in page says what went wrong.
      const message = error instanceof Error ? error.message : String(error);
      response.redirect(303, `/login?problem=${encodeURIComponent(message)}`);
    }
  });
  return router;
}

/** Nothing about signing in is for caches. */
const fresh: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function needsAccounts({ mode }: AuthOptions): RequestHandler {
  return answering(async (_request, _response, next) => {
    if (mode === 'off') {
      throw new ForbiddenError('This is a single-user server: nobody has to sign in. VOXBOARD_AUTH sets up accounts.');
    }
    next();
  });
}

/** No other site's page may sign somebody in or out. Scripts have no reason to: they send tokens. */
function ownPagesOnly({ publicUrl }: AuthOptions): RequestHandler {
  return answering(async (request, _response, next) => {
    if (!isOwnOrigin(request, publicUrl)) {
      throw new ForbiddenError('Refused: sign in from the page of this Voxboard (see VOXBOARD_PUBLIC_URL).');
    }
    next();
  });
}
