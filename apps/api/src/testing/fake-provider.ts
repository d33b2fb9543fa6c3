import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Whom the provider says it is. */
export interface FakeIdentity {
  readonly sub: string;
  readonly email: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

/** An OpenID Connect provider in this process: signs in whoever the test says, at once. */
export interface FakeProvider {
  readonly issuer: string;
  /** Who signs in next. */
  identity: FakeIdentity;
  close(): Promise<void>;
}

interface Grant {
  readonly nonce: string;
  readonly challenge: string;
  readonly clientId: string;
}

export async function startFakeProvider(identity: FakeIdentity): Promise<FakeProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  const provider = { issuer: '', identity, close: async () => undefined as undefined };

  const tokenFor = async (form: URLSearchParams) => {
    const grant = grants.get(form.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!grant || grant.challenge !== verifier) return { status: 400, body: { error: 'invalid_grant' } };
    grants.delete(form.get('code') ?? '');
    const idToken = await new SignJWT({ ...provider.identity, nonce: grant.nonce })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(provider.issuer)
      .setAudience(grant.clientId)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    return { status: 200, body: { access_token: 'unused', token_type: 'Bearer', id_token: idToken } };
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer);
    const json = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/.well-known/openid-configuration') {
      json({
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    } else if (url.pathname === '/keys') json({ keys: [jwk] });
    else if (url.pathname === '/authorize') {
      const parameter = (name: string) => url.searchParams.get(name) ?? '';
      const code = `code-${grants.size}-${parameter('state').slice(0, 6)}`;
      grants.set(code, {
        nonce: parameter('nonce'),
        challenge: parameter('code_challenge'),
        clientId: parameter('client_id'),
      });
      const back = new URL(parameter('redirect_uri'));
      back.searchParams.set('code', code);
      back.searchParams.set('state', parameter('state'));
      response.writeHead(303, { location: back.href }).end();
    } else {
      const { status, body } = await tokenFor(new URLSearchParams(await textOf(request)));
      json(body, status);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  provider.issuer = `http://127.0.0.1:${port}`;
  return Object.assign(provider, {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      return undefined;
    },
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
