import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createEmptyDatabase, createTestDatabase } from '@voxboard/db/testing';
import { afterEach, describe, expect, it } from 'vitest';

/** What `npm start` runs; dist/index.js, of which it is made, starts more slowly. */
const BUNDLE = 'bundle/index.js';

describe('the api process', () => {
  const started: ChildProcessWithoutNullStreams[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  const start = (env: Record<string, string>, program = BUNDLE) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL(`../dist/${program}`, import.meta.url))], {
      env: { PATH: process.env.PATH ?? '', VOXBOARD_API_PORT: '0', ...env },
    });
    started.push(child);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk));
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
    const ready = async (): Promise<string> => {
      while (!output.stdout.includes('\n')) {
        const result = await Promise.race([once(child.stdout, 'data'), ended]);
        if ('code' in result) throw new Error(`it ended: ${result.stderr}`);
      }
      return JSON.parse(output.stdout).url;
    };
    return { child, ended, ready };
  };

  it.each([BUNDLE, 'index.js'])(
    'prints one line when it is ready, answers, and ends in order on SIGTERM (%s)',
    async (program) => {
      const test = await createTestDatabase();
      try {
        const { child, ended, ready } = start({ DATABASE_URL: test.connectionString }, program);
        expect((await fetch(`${await ready()}/readyz`)).status).toBe(200);
        child.kill('SIGTERM');
        const { code, stdout, stderr } = await ended;
        expect(code).toBe(0);
        expect(stdout.trim().split('\n')).toHaveLength(1);
        expect(stderr).toContain('stopping');
      } finally {
        await test.close();
      }
    },
  );

  it('ends when whoever supervises it is gone', async () => {
    const test = await createTestDatabase();
    try {
      const { child, ended, ready } = start({ DATABASE_URL: test.connectionString, VOXBOARD_SUPERVISED: '1' });
      await ready();
      child.stdin.end();
      expect((await ended).code).toBe(0);
    } finally {
      await test.close();
    }
  });

  it('says in one message what is wrong with its environment', async () => {
    const { code, stdout, stderr } = await start({ HOST: '0.0.0.0', DATABASE_URL: 'postgres://x/y' }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The API cannot start[\s\S]*VOXBOARD_AUTH/);
    expect(stderr).not.toContain('    at ');
  });

  it('says so when there is no database, and when it is not migrated', async () => {
    const none = await start({ DATABASE_URL: 'postgres://127.0.0.1:1/none' }).ended;
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('No database answers at 127.0.0.1:1');
    const empty = await createEmptyDatabase();
    try {
      const unmigrated = await start({ DATABASE_URL: empty.connectionString }).ended;
      expect(unmigrated.code).toBe(1);
      expect(unmigrated.stderr).toContain('migrate.js');
    } finally {
      await empty.close();
    }
  });

  it('says so when its port is taken', async () => {
    const test = await createTestDatabase();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    try {
      const address = other.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const { code, stderr } = await start({ DATABASE_URL: test.connectionString, VOXBOARD_API_PORT: String(port) })
        .ended;
      expect(code).toBe(1);
      expect(stderr).toContain(`Port ${port} is taken`);
    } finally {
      other.close();
      await test.close();
    }
  });
});
