import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Who started the server of a data folder: kept beside the data while it runs. */
export interface ServerOwner {
  readonly pid: number;
  /** When that process began, so that another process with the same number is not taken for it. */
  readonly startedAt: string | null;
}

/** The process id in `postmaster.pid` when a Postgres really runs under it, else null. */
export async function findPostmaster(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text.split('\n', 1)[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  return (await commandLine(pid)).includes('postgres') ? pid : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Text that differs between two processes that had the same number, or null where the system does not tell. */
export async function processStart(pid: number): Promise<string | null> {
  try {
    if (platform() === 'linux') {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8');
      // Field 22; the name in parentheses may hold spaces.
      return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
    }
    if (platform() === 'win32') return null;
    return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim() || null;
  } catch {
    return null;
  }
}

export async function isOwnerAlive(owner: ServerOwner): Promise<boolean> {
  return isAlive(owner.pid) && (await processStart(owner.pid)) === owner.startedAt;
}

/** Fast shutdown: sessions are cut, what was committed is on disk. Immediate after ten seconds. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, attempts] of [
    ['SIGINT', 200],
    ['SIGQUIT', 100],
    ['SIGKILL', 100],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (let i = 0; i < attempts; i++) {
      if (!isAlive(pid)) return;
      await delay(50);
    }
  }
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (platform() === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (platform() === 'win32') return (await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])).stdout;
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}
