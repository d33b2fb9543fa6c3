import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtProgram } from '../testing/built-program.js';
import {
  DataFolderInUseError,
  DataFolderNotWritableError,
  NotADataFolderError,
  PostgresPortTakenError,
  WrongPostgresVersionError,
} from './embedded-postgres.errors.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { isAlive } from './stale-postmaster.js';

/** A full initdb takes a second or more on a busy machine. */
const SLOW = 60_000;
/** Processes are killed here, not the machine: what was handed to the system is kept without reaching the disk. */
const settings = { fsync: 'off', full_page_writes: 'off' };
const run = promisify(execFile);

describe('startEmbeddedPostgres', { timeout: SLOW }, () => {
  let template: string;
  let folder: string;
  let started: EmbeddedPostgres[];
  let children: ChildProcess[];

  beforeAll(async () => {
    template = await mkdtemp(join(tmpdir(), 'voxboard-postgres-template-'));
    await chmod(template, 0o755);
    const server = await startEmbeddedPostgres({ dataDir: join(template, 'postgres'), settings });
    await server.stop();
  }, SLOW);
  afterAll(() => rm(template, { recursive: true, force: true }));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxboard-postgres-'));
    await chmod(folder, 0o755);
    started = [];
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(started.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  });

  const dataDir = () => join(folder, 'postgres');
  /** Initialised once and copied with its owner: making a database anew takes a second each time. */
  const copyTemplate = () => run('cp', ['-a', join(template, 'postgres'), folder]);
  const start = async () => {
    const server = await startEmbeddedPostgres({ dataDir: dataDir(), settings });
    started.push(server);
    return server;
  };
  const ask = async (connectionString: string, text: string) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  const serve = (...args: string[]) => {
    const child = spawn(process.execPath, [builtProgram('bin/serve-postgres.js'), '--data', folder, ...args]);
    children.push(child);
    return child;
  };

  it('keeps what was written from one start to the next, and leaves no process between', async () => {
    const first = await start();
    await ask(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await ask(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('asks for a password and listens on this machine alone', async () => {
    await copyTemplate();
    const { connectionString } = await start();
    const url = new URL(connectionString);
    url.password = 'wrong';
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    const [row] = await ask(connectionString, 'SHOW listen_addresses');
    expect(row).toEqual({ listen_addresses: '127.0.0.1' });
  });

  it('refuses a folder that a live instance serves, and says which process', async () => {
    await copyTemplate();
    const child = serve();
    await lineOf(child, 'stdout');
    const refused = start();
    await expect(refused).rejects.toThrow(DataFolderInUseError);
    await expect(refused).rejects.toThrow(`in use by process ${child.pid}`);
    const second = serve();
    expect(await lineOf(second, 'stderr')).toContain(`in use by process ${child.pid}`);
    expect(await exitOf(second)).toBe(1);
    child.stdin?.end();
    expect(await exitOf(child)).toBe(0);
  });

  it('refuses its own folder a second time in the same process', async () => {
    await copyTemplate();
    await start();
    await expect(start()).rejects.toThrow(DataFolderInUseError);
  });

  it('stops Postgres when its input ends', async () => {
    await copyTemplate();
    const child = serve();
    const { pid } = await readPostmaster(child, dataDir());
    child.stdin?.end();
    expect(await exitOf(child)).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('stops Postgres on SIGTERM', async () => {
    await copyTemplate();
    const child = serve();
    const { pid } = await readPostmaster(child, dataDir());
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('leaves no Postgres behind when the serving process is killed outright', async () => {
    await copyTemplate();
    const child = serve();
    const { pid } = await readPostmaster(child, dataDir());
    child.kill('SIGKILL');
    await exitOf(child);
    await gone(pid);
    const again = await start();
    expect(await ask(again.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('stops a Postgres whose owner is dead and starts anew with all that was committed', async () => {
    await copyTemplate();
    const first = await start();
    await ask(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    // As if another process had started it and been killed with its guard.
    await writeFile(join(dataDir(), 'voxboard-owner.json'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1' }));
    const second = await start();
    expect(isAlive(first.pid)).toBe(false);
    expect(await ask(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('starts after a crash of the server itself', async () => {
    await copyTemplate();
    const first = await start();
    await ask(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(await ask(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('names the version that made the folder when it is another', async () => {
    await mkdir(dataDir());
    await writeFile(join(dataDir(), 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(WrongPostgresVersionError);
    await expect(start()).rejects.toThrow('made by Postgres 15');
  });

  it('does not touch a folder that holds something else', async () => {
    await mkdir(dataDir());
    await writeFile(join(dataDir(), 'thesis.doc'), 'ten years of work');
    await expect(start()).rejects.toThrow(NotADataFolderError);
    expect(await readFile(join(dataDir(), 'thesis.doc'), 'utf8')).toBe('ten years of work');
  });

  it('says so when the folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const refused = startEmbeddedPostgres({ dataDir: join(folder, 'file', 'postgres') });
    await expect(refused).rejects.toThrow(DataFolderNotWritableError);
  });

  it('says which port is taken', async () => {
    await copyTemplate();
    const port = Number(new URL((await start()).connectionString).port);
    const refused = startEmbeddedPostgres({ dataDir: join(folder, 'other'), port, settings });
    await expect(refused).rejects.toThrow(PostgresPortTakenError);
  });

  it('finishes what a start that was cut off left half-made', async () => {
    await mkdir(`${dataDir()}.new`);
    await writeFile(join(`${dataDir()}.new`, 'PG_VERSION'), '18\n');
    const server = await start();
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('runs where only root may enter', { skip: process.getuid?.() !== 0 }, async () => {
    await copyTemplate();
    await chmod(folder, 0o700);
    const server = await start();
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

function lineOf(child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<string> {
  return new Promise((resolve, reject) => {
    child[stream]?.setEncoding('utf8').once('data', resolve);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`it ended without a word on ${stream}`)));
  });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

async function readPostmaster(child: ChildProcess, dataDir: string): Promise<{ pid: number }> {
  const line = JSON.parse(await lineOf(child, 'stdout'));
  expect(line).toMatchObject({ ready: true });
  const [pid] = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
  return { pid: Number(pid) };
}

/** A process that is no child of ours can only be asked whether it is still there. */
async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(20);
}
