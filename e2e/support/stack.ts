import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the dashboard. */
    baseUrl: string;
    /** A small synthetic corpus, in RAVDESS format. */
    corpusDir: string;
  }
}

const ROOT = resolve(import.meta.dirname, '../..');
const START_TIMEOUT_MS = 180_000;

/** The stack that the specs share: empty, so that each makes the projects it needs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  return startStack(project, ['--no-demo']);
}

/** Starts the whole product the way a user does, on free ports and an empty data folder. */
export async function startStack(project: TestProject, options: readonly string[]): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'voxboard-e2e-'));
  const [port, apiPort] = [await freePort(), await freePort()];
  const corpusDir = join(folder, 'corpus');
  execFileSync(process.execPath, [
    join(ROOT, 'packages/cli/dist/main.js'),
    'synth',
    corpusDir,
    '--speakers',
    '8',
    '--clips',
    '16',
    '--seed',
    '7',
  ]);
  const start = spawn(process.execPath, ['scripts/start.mjs', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      VOXBOARD_PORT: String(port),
      VOXBOARD_API_PORT: String(apiPort),
      VOXBOARD_DATA_DIR: join(folder, 'data'),
    },
  });
  const stop = async () => {
    const ended = new Promise<void>((done) => start.once('close', () => done()));
    if (start.exitCode === null) {
      start.kill('SIGINT');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitForReady(start, join(folder, 'data/logs'));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('baseUrl', `http://127.0.0.1:${port}`);
  project.provide('corpusDir', corpusDir);
  return stop;
}

async function waitForReady(start: ChildProcess, logDir: string): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`not ready in ${START_TIMEOUT_MS / 1000} s`)), START_TIMEOUT_MS);
    for (const stream of [start.stdout, start.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (!line.startsWith('ready')) return;
        clearTimeout(timer);
        done();
      });
    }
    start.once('close', (code) => {
      clearTimeout(timer);
      fail(new Error(`the start ended with code ${code}`));
    });
  }).catch(async (error: Error) => {
    const api = await readFile(join(logDir, 'api.log'), 'utf8').catch(() => '');
    throw new Error(`${error.message}\n${lines.join('\n')}\n${api.slice(-2000)}`);
  });
}

export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}
