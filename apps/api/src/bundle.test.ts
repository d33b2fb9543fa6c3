import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@voxboard/testkit';
import { getIntrospectionQuery, graphqlSync } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from './schema.js';

const PROGRAM = fileURLToPath(new URL('../dist/bundle/index.js', import.meta.url));

describe('the bundle', () => {
  let test: TestDatabase;
  let dataDir: string;
  beforeAll(async () => {
    test = await createTestDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'voxboard-bundle-'));
  });
  afterAll(async () => {
    await test.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function withApi<T>(work: (ask: (query: string) => Promise<string>) => Promise<T>): Promise<T> {
    const child = spawn(process.execPath, [PROGRAM], {
      env: {
        ...process.env,
        DATABASE_URL: test.connectionString,
        VOXBOARD_DATA_DIR: dataDir,
        VOXBOARD_API_PORT: '0',
        VOXBOARD_LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const { url }: { url: string } = JSON.parse(String(line));
      return await work(async (query) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
      });
    } finally {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  }

  it("hashes queries with Node's own hash", async () => {
    const files = (await readdir(dirname(PROGRAM))).filter((name) => name.endsWith('.js'));
    const texts = await Promise.all(files.map((name) => readFile(join(dirname(PROGRAM), name), 'utf8')));
    expect(texts.filter((text) => text.includes('module.require('))).toEqual([]);
  });

  it('serves the schema of the modules it was made of, and writes through Prisma', { timeout: 60_000 }, async () => {
    const source = getIntrospectionQuery();
    const { data } = graphqlSync({ schema: await createSchema(), source });
    await withApi(async (ask) => {
      expect(JSON.parse(await ask(source)).data).toEqual(JSON.parse(JSON.stringify(data)));
      const made = await ask('mutation { createProject(input: {slug: "bundled", name: "b"}) { __typename } }');
      expect(made).toContain('CreateProjectSuccess');
    });
  });
});
