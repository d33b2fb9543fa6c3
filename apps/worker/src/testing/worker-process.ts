import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The compiled worker, as `npm start` runs it: threads and child processes are part of what is tested.
const ENTRY = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** What it wrote to its log so far. */
  log(): string;
  /** Settles with the exit code, however it ends. */
  readonly ended: Promise<number | null>;
  /** SIGTERM, and waits for the end. Returns the exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

/** Starts a worker and waits until it takes jobs. */
export async function startWorkerProcess(options: {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly leaseSeconds?: number;
}): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [ENTRY], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      DATABASE_URL: options.databaseUrl,
      VOXBOARD_DATA_DIR: options.dataDir,
      VOXBOARD_LEASE_SECONDS: String(options.leaseSeconds ?? 30),
      VOXBOARD_SUPERVISED: '1',
    },
  });
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => line.includes('"ready":true') && resolve());
    void ended.then((code) => reject(new Error(`the worker ended with ${code}: ${log}`)));
  });
  return {
    child,
    ended,
    log: () => log,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
