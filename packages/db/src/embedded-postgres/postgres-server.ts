import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { environmentForPostgres } from '../environment.js';
import type { DataFolder } from './data-folder.js';
import {
  DataFolderInUseError,
  NoDiskSpaceError,
  PostgresPortTakenError,
  PostgresStartError,
} from './embedded-postgres.errors.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { commandFor } from './run-as.js';
import { stopPostmaster } from './stale-postmaster.js';

/** A running postmaster. */
export interface PostgresServer {
  readonly pid: number;
  readonly port: number;
  /** Resolves when it ends, whoever ended it. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

const READY = 'database system is ready to accept connections';

/** @throws DataFolderInUseError, NoDiskSpaceError, PostgresPortTakenError, PostgresStartError */
export async function startServer(
  folder: DataFolder,
  binaries: PostgresBinaries,
  port: number,
  settings: Readonly<Record<string, string>>,
  onLog: (line: string) => void,
): Promise<PostgresServer> {
  const args = ['-D', folder.path, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const command = await commandFor(binaries.postgres, args, folder.user, [binaries.postgres, folder.path]);
  const child = spawn(command.file, command.args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: folder.path,
    // Its own process group: Ctrl-C in a terminal stops Voxboard, and Voxboard stops Postgres last.
    detached: platform() !== 'win32',
    ...command.user,
    env: environmentForPostgres(),
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await untilReady(child, folder.path, port, exited, onLog);
  const pid = child.pid;
  if (pid === undefined) throw new PostgresStartError(folder.path, 'it has no process id');
  const guard = spawnGuard(pid);
  const stop = async () => {
    guard?.kill('SIGKILL');
    await stopPostmaster(pid);
    await exited;
  };
  return { pid, port, exited, stop };
}

async function untilReady(
  child: ChildProcess,
  dataDir: string,
  port: number,
  exited: Promise<void>,
  onLog: (line: string) => void,
): Promise<void> {
  let said = '';
  let spawnError: Error | null = null;
  child.once('error', (error) => {
    spawnError = error;
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ready = new Promise<true>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) if (line !== '') onLog(line);
      if (said !== READY) said += text;
      if (said.includes(READY)) {
        said = READY;
        resolve(true);
      }
    });
  });
  if (await Promise.race([ready, exited.then(() => false)])) return;
  // What it said last may still be on its way through the pipe.
  if (spawnError === null) await closed;
  throw startFailure(dataDir, port, spawnError === null ? said : String(spawnError));
}

function startFailure(dataDir: string, port: number, said: string): Error {
  const holder = /lock file "postmaster.pid" already exists[\s\S]*?\(PID (\d+)\)/.exec(said);
  if (holder) return new DataFolderInUseError(dataDir, Number(holder[1]));
  if (/No space left on device/.test(said)) return new NoDiskSpaceError(dataDir);
  if (/Address already in use|could not bind/.test(said)) return new PostgresPortTakenError(port);
  const fatal = said.split('\n').filter((line) => /FATAL|ERROR|HINT/.test(line));
  return new PostgresStartError(dataDir, (fatal.length > 0 ? fatal : said.trim().split('\n').slice(-3)).join(' '));
}

/**
 * A shell that waits for the end of its input, which comes when this process ends in whatever way, and then stops
 * Postgres: nothing in this process could still do it after a kill -9.
 */
function spawnGuard(pid: number): ChildProcess | null {
  if (platform() === 'win32') return null;
  const script = 'while read -r _; do :; done; kill -INT "$0" 2>/dev/null';
  const guard = spawn('/bin/sh', ['-c', script, String(pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.on('error', () => undefined);
  guard.unref();
  if (guard.stdin && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return guard;
}

/** A TCP port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
  return address.port;
}
