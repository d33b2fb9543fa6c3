import { AccountRepository, MembershipRepository, newId, SessionRepository, TokenRepository } from '@voxboard/db';
import { hashSecret, newSecret, newTokenSecret } from '../access/secret.js';
import type { Role, Scope } from '../access/viewer.js';
import type { ApiUnderTest, GraphqlAnswer } from './api-under-test.js';

const DAY_MS = 24 * 3600_000;

export interface Person {
  readonly accountId: string;
  readonly email: string;
}

/** Sends a document as somebody. */
export type SendAs = <Data = unknown>(query: string, variables?: object) => Promise<GraphqlAnswer<Data>>;

/** An account with roles by project id. */
export async function makePerson(
  { test: { db } }: ApiUnderTest,
  { roles = {}, isAdmin = false }: { roles?: Readonly<Record<string, Role>>; isAdmin?: boolean } = {},
): Promise<Person> {
  const email = `${newId()}@example.org`;
  const account = await new AccountRepository(db).create({ email, name: email, isAdmin });
  for (const [projectId, role] of Object.entries(roles)) {
    await new MembershipRepository(db).set(projectId, account.id, role);
  }
  return { accountId: account.id, email };
}

export async function makeToken(
  { test: { db } }: ApiUnderTest,
  accountId: string | null,
  scopes: readonly Scope[],
  more: { projectId?: string; expiresAt?: Date } = {},
): Promise<{ id: string; secret: string }> {
  const secret = newTokenSecret();
  const { id } = await new TokenRepository(db).create({
    accountId,
    projectId: more.projectId ?? null,
    name: 'a test',
    tokenHash: hashSecret(secret),
    prefix: secret.slice(0, 10),
    scopes,
    createdAt: new Date(),
    expiresAt: more.expiresAt ?? null,
  });
  return { id, secret };
}

/** The cookie of a new session. */
export async function makeSession({ test: { db } }: ApiUnderTest, accountId: string): Promise<string> {
  const secret = newSecret();
  const createdAt = new Date();
  await new SessionRepository(db).create({
    accountId,
    secretHash: hashSecret(secret),
    userAgent: 'test',
    address: '127.0.0.1',
    createdAt,
    expiresAt: new Date(createdAt.getTime() + DAY_MS),
  });
  return `voxboard-session=${secret}`;
}

/** Sends with these headers. */
export function sendingWith({ url }: Pick<ApiUnderTest, 'url'>, headers: Readonly<Record<string, string>>): SendAs {
  return async <Data>(query: string, variables?: object) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const body: Omit<GraphqlAnswer<Data>, 'status'> = JSON.parse(await response.text());
    return { ...body, status: response.status };
  };
}

export const sendingAs = (api: Pick<ApiUnderTest, 'url'>, token: string): SendAs =>
  sendingWith(api, { authorization: `Bearer ${token}` });
