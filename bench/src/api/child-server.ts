import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
// An interrupted process must come to its `exit`.
import '../support/at-interrupt.js';

/** Groups that must not outlive this process, however it ends. */
const groups = new Set<number>();
process.once('exit', () => {
  for (const group of groups) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
});

/** A server in a process group of its own, so that stopping it stops what it started. */
export class ChildServer {
  readonly #child: ChildProcess;
  #output = '';

  constructor(command: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#child = spawn(command, args, {
      env: { ...process.env, ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (this.#child.pid !== undefined) groups.add(this.#child.pid);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-20_000);
      });
    }
  }

  /** What the pattern finds first in the output. @throws when the process ends or so many seconds pass before that. */
  async printed(pattern: RegExp, seconds: number): Promise<RegExpExecArray> {
    const deadline = AbortSignal.timeout(seconds * 1000);
    for (;;) {
      const found = pattern.exec(this.#output);
      if (found) return found;
      if (this.#child.exitCode !== null || deadline.aborted)
        throw new Error(`the server did not start:\n${this.#output}`);
      await Promise.race([
        once(this.#child.stdout ?? this.#child, 'data'),
        once(this.#child.stderr ?? this.#child, 'data'),
        once(this.#child, 'exit'),
        once(deadline, 'abort'),
      ]);
    }
  }

  /** Megabytes of memory that are its own (proportional set size); null where the system does not say. */
  async memoryMb(): Promise<number | null> {
    try {
      const text = await readFile(`/proc/${this.#child.pid}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1]) / 1024;
    } catch {
      return null;
    }
  }

  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null || pid === undefined) return;
    const exited = once(this.#child, 'exit');
    process.kill(-pid, 'SIGTERM');
    const killer = setTimeout(() => process.kill(-pid, 'SIGKILL'), 10_000);
    await exited;
    clearTimeout(killer);
    groups.delete(pid);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');
  return address.port;
}
