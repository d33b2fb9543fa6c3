import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi, WITH_ACCOUNTS } from '../testing/api-under-test.js';
import { type FakeProvider, startFakeProvider } from '../testing/fake-provider.js';
import { sendingWith } from '../testing/sign-in.js';

const ORIGIN = 'http://localhost:3000';
const PASSWORD = 'correct horse battery';

const post = (api: ApiUnderTest, path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
    body: JSON.stringify(body),
  });
const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .find((text) => text.startsWith('voxboard-session='))
    ?.split(';', 1)[0] ?? '';
const viewerOf = async (api: ApiUnderTest, cookie: string) =>
  (await sendingWith(api, { cookie, origin: ORIGIN })<{ viewer: object }>('{ viewer { kind name isInstanceAdmin } }'))
    .data?.viewer;

describe('signing in with a password', () => {
  let api: ApiUnderTest;
  let announced = '';
  beforeAll(async () => {
    api = await startTestApi({ auth: WITH_ACCOUNTS, announce: (text) => (announced += text) });
  });
  afterAll(() => api.close());

  it('begins with a set-up code that is good once, for an admin of the installation', async () => {
    const code = /code: (\S+)/.exec(announced)?.[1] ?? '';
    const first = { code, email: 'Ada@Example.org', name: 'Ada', password: PASSWORD };
    expect((await post(api, 'set-up', { ...first, code: 'guessed' })).status).toBe(403);
    expect((await post(api, 'set-up', { ...first, password: 'short' })).status).toBe(400);
    const made = await post(api, 'set-up', first);
    expect(made.status).toBe(200);
    expect(made.headers.getSetCookie().join()).toMatch(
      /^voxboard-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
    );
    expect(await viewerOf(api, cookieOf(made))).toEqual({ kind: 'USER', name: 'Ada', isInstanceAdmin: true });
    expect((await post(api, 'set-up', { ...first, email: 'eve@example.org' })).status).toBe(403);
    expect(api.logged.join()).not.toContain(code);
  });

  it('gives every sign-in a session of its own, whatever cookie the browser brought', async () => {
    const fixed = 'voxboard-session=chosen-by-somebody-else';
    const response = await post(api, 'sign-in', { email: 'ada@example.org', password: PASSWORD }, { cookie: fixed });
    expect(response.status).toBe(200);
    expect(cookieOf(response)).not.toBe(fixed);
    expect(await viewerOf(api, fixed)).toMatchObject({ kind: 'ANONYMOUS' });
    const again = await post(api, 'sign-in', { email: 'ada@example.org', password: PASSWORD });
    expect(cookieOf(again)).not.toBe(cookieOf(response));
  });

  it('says the same of a wrong password and of no account', async () => {
    const answer = async (email: string) => {
      const response = await post(api, 'sign-in', { email, password: 'not this one' });
      return [response.status, await response.text()];
    };
    const wrong = await answer('ada@example.org');
    expect(wrong[0]).toBe(401);
    expect(await answer('nobody@example.org')).toEqual(wrong);
  });

  it('is over with signing out, for whoever kept the cookie too', async () => {
    const cookie = cookieOf(await post(api, 'sign-in', { email: 'ada@example.org', password: PASSWORD }));
    expect(await viewerOf(api, cookie)).toMatchObject({ kind: 'USER' });
    const out = await post(api, 'sign-out', {}, { cookie });
    expect(out.headers.getSetCookie().join()).toContain('Max-Age=0');
    expect(await viewerOf(api, cookie)).toMatchObject({ kind: 'ANONYMOUS' });
  });

  it('refuses pages of other sites, which could sign somebody in as somebody else', async () => {
    const body = { email: 'ada@example.org', password: PASSWORD };
    expect((await post(api, 'sign-in', body, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('ends other sessions when the password is changed, and asks for the present one', async () => {
    const sign = async () => cookieOf(await post(api, 'sign-in', { email: 'ada@example.org', password: PASSWORD }));
    const [here, elsewhere] = [await sign(), await sign()];
    const change = (presentPassword: string, newPassword: string) =>
      sendingWith(api, { cookie: here, origin: ORIGIN })(
        'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename ... on UserError { path } } }',
        { input: { presentPassword, newPassword } },
      );
    expect((await change('not this one', 'another long password')).data).toEqual({
      changePassword: { __typename: 'InvalidInputError', path: ['input', 'presentPassword'] },
    });
    expect((await change(PASSWORD, 'another long password')).data).toMatchObject({
      changePassword: { __typename: 'ChangePasswordSuccess' },
    });
    expect(await viewerOf(api, here)).toMatchObject({ kind: 'USER' });
    expect(await viewerOf(api, elsewhere)).toMatchObject({ kind: 'ANONYMOUS' });
    const { rows } = await api.test.db.sql.query(`SELECT * FROM audit_event WHERE action = 'changePassword'`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('another long password');
  });

  it('makes whoever guesses wait, and says for how long', async () => {
    const guess = () => post(api, 'sign-in', { email: 'grace@example.org', password: 'guess guess' });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await guess()).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const last = await guess();
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(await last.text()).toContain('minutes');
    const { rows } = await api.test.db.sql.query(`SELECT actor_name FROM audit_event WHERE action = 'failedSignIn'`);
    expect(rows).toContainEqual({ actor_name: 'unknown' });
  });
});

describe('signing in through an identity provider', () => {
  let provider: FakeProvider;
  let api: ApiUnderTest;
  beforeAll(async () => {
    provider = await startFakeProvider({ sub: 'ada', email: 'ada@example.org', email_verified: true, name: 'Ada' });
    const oidc = {
      issuer: provider.issuer,
      clientId: 'voxboard',
      clientSecret: 'shared',
      scope: 'openid email',
      label: 'Example',
      domains: ['example.org'],
      adminEmails: ['ada@example.org'],
    };
    // The address that people open; the test is all of its pages.
    api = await startTestApi({ auth: { ...WITH_ACCOUNTS, mode: 'oidc', oidc, publicUrl: ORIGIN } });
  });
  afterAll(async () => {
    await api.close();
    await provider.close();
  });

  /** Follows the browser's way; `spoil` changes what comes back from the provider. */
  const sign = async (spoil: (url: URL) => void = () => undefined) => {
    const begun = await fetch(`${api.url}/auth/oidc?returnTo=/p/demo/runs`, { redirect: 'manual' });
    const cookie = begun.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    const atProvider = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const back = new URL(atProvider.headers.get('location') ?? '');
    expect(back.origin).toBe(ORIGIN);
    spoil(back);
    const response = await fetch(api.url + back.pathname + back.search, { redirect: 'manual', headers: { cookie } });
    return { location: decodeURIComponent(response.headers.get('location') ?? ''), cookie: cookieOf(response), back };
  };

  it('makes an account for whoever comes the first time, and knows them the next', async () => {
    const { location, cookie } = await sign();
    expect(location).toBe('/p/demo/runs');
    expect(await viewerOf(api, cookie)).toEqual({ kind: 'USER', name: 'Ada', isInstanceAdmin: true });
    await sign();
    const { rows } = await api.test.db.sql.query('SELECT count(*)::int AS n FROM account');
    expect(rows).toEqual([{ n: 1 }]);
  });

  it.each([
    ['a state that was not begun here', (url: URL) => url.searchParams.set('state', 'made-up')],
    ['a code that the provider does not know', (url: URL) => url.searchParams.set('code', 'made-up')],
  ])('refuses %s', async (_, spoil) => {
    const { location, cookie } = await sign(spoil);
    expect(location).toMatch(/^\/login\?problem=Example did not sign you in/);
    expect(cookie).toBe('');
  });

  it('refuses an answer in a browser that did not begin', async () => {
    const { back } = await sign();
    const response = await fetch(api.url + back.pathname + back.search, { redirect: 'manual' });
    expect(decodeURIComponent(response.headers.get('location') ?? '')).toContain('not begun in this browser');
  });

  it('lets in nobody of another domain, and nobody whose address is not verified', async () => {
    provider.identity = { sub: 'eve', email: 'eve@evil.example', email_verified: true };
    expect((await sign()).location).toContain('evil.example may not sign in');
    provider.identity = { sub: 'mallory', email: 'ada@example.org', email_verified: false };
    expect((await sign()).cookie).toBe('');
  });
});
