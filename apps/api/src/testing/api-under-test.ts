import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type Factories, makeFactories, type TestDatabase } from '@voxboard/testkit';
import { type Logger, pino } from 'pino';
import { type AuthOptions, NO_AUTH } from '../access/auth-options.js';
import { type ApiOptions, startApi } from '../server.js';

export interface GraphqlAnswer<Data> {
  readonly status: number;
  readonly data: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** The API on a free port, over a database and a data folder of its own. */
export interface ApiUnderTest {
  readonly url: string;
  readonly test: TestDatabase;
  readonly make: Factories;
  readonly dataDir: string;
  /** What was logged at warn and above. */
  readonly logged: readonly string[];
  /** Sends a document and returns the answer whole. */
  send<Data = unknown>(query: string, variables?: object): Promise<GraphqlAnswer<Data>>;
  /** Sends a document that must succeed and returns its data. */
  ask<Data>(query: string, variables?: object): Promise<Data>;
  close(): Promise<void>;
}

/** What a test says about the server it starts. */
export type TestApiOptions = Pick<ApiOptions, 'now' | 'auth' | 'guards' | 'announce'>;

/** For tests of who may what: people have accounts, at a server on the loopback. */
export const WITH_ACCOUNTS: AuthOptions = { ...NO_AUTH, mode: 'accounts' };

export async function startTestApi(options: TestApiOptions = {}): Promise<ApiUnderTest> {
  const test = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'voxboard-api-'));
  const logged: string[] = [];
  const api = await startApi({
    databaseUrl: test.connectionString,
    dataDir,
    log: logInto(logged),
    ...options,
  });
  const send = async <Data>(query: string, variables?: object): Promise<GraphqlAnswer<Data>> => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const body: Omit<GraphqlAnswer<Data>, 'status'> = JSON.parse(await response.text());
    return { ...body, status: response.status };
  };
  return {
    url: api.url,
    test,
    make: makeFactories(test.db),
    dataDir,
    logged,
    send,
    ask: async <Data>(query: string, variables?: object): Promise<Data> => {
      const { data, errors } = await send<Data>(query, variables);
      if (errors || data === null) throw new Error(`the query failed: ${JSON.stringify(errors)}`);
      return data;
    },
    close: async () => {
      await api.stop();
      await test.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function logInto(lines: string[]): Logger {
  return pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
}
