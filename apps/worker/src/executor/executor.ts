import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JobName } from '@voxboard/domain';
import { ExecutorLostError, JobFailedError } from './executor.errors.js';
import { type FromExecutor, FromExecutorSchema, type ToExecutor } from './messages.js';

const ENTRY = fileURLToPath(new URL('./executor-process.js', import.meta.url));

export interface ExecutorOptions {
  /** The process ends after so long without a job, and gives its memory back. */
  readonly idleMs: number;
  readonly env: NodeJS.ProcessEnv;
  /** Another entry file, for tests. */
  readonly entry?: string;
  readonly onStderr?: (text: string) => void;
}

interface PendingJob {
  readonly id: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Does jobs, one at a time, in a process of its own. Training blocks its event loop for seconds and may exhaust memory;
 * in a separate process neither stops the worker from renewing its lease or from saying what happened.
 */
export class Executor {
  #child: ChildProcess | null = null;
  #pending: PendingJob | null = null;
  #idleTimer: NodeJS.Timeout | null = null;
  #nextId = 1;

  constructor(private readonly options: ExecutorOptions) {}

  /**
   * Runs one job. An abort asks the job to stop; it ends when the job has.
   * @throws ExecutorLostError when the process died · JobFailedError when the job failed without recording it
   */
  async run(name: JobName, payload: unknown, workerId: string, signal: AbortSignal): Promise<void> {
    if (this.#pending) throw new Error('an executor does one job at a time');
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    const child = this.#child ?? this.#start();
    const id = this.#nextId++;
    const cancel = () => this.#send(child, { kind: 'cancel', id });
    signal.addEventListener('abort', cancel);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#pending = { id, resolve, reject };
        this.#send(child, { kind: 'run', id, name, payload, workerId });
        if (signal.aborted) cancel();
      });
    } finally {
      this.#pending = null;
      signal.removeEventListener('abort', cancel);
      this.#idleTimer = setTimeout(() => this.#child?.disconnect(), this.options.idleMs);
      this.#idleTimer.unref();
    }
  }

  /** Number of the present process, or null when none runs. */
  get processId(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Ends the process; a job that is still running is lost. */
  async stop(): Promise<void> {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    const child = this.#child;
    if (!child) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (child.connected) child.disconnect();
    const killer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(killer);
  }

  #start(): ChildProcess {
    const child = fork(this.options.entry ?? ENTRY, {
      env: this.options.env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.#child = child;
    child.stderr?.on('data', (chunk: Buffer) => this.options.onStderr?.(chunk.toString()));
    child.on('message', (message) => this.#receive(FromExecutorSchema.parse(message)));
    child.once('error', (error) => this.#lose(child, `could not be started (${error.message})`));
    child.once('exit', (code, exitSignal) =>
      this.#lose(child, exitSignal ? `was ended by ${exitSignal}` : `ended with code ${code}`),
    );
    return child;
  }

  #send(child: ChildProcess, message: ToExecutor): void {
    // A process that is gone reports its exit; a failed send adds nothing to that.
    child.send(message, () => {});
  }

  #receive(message: FromExecutor): void {
    const pending = this.#pending;
    if (message.kind === 'ready' || !pending || message.id !== pending.id) return;
    if (message.kind === 'done') pending.resolve();
    else pending.reject(new JobFailedError(message.code, message.message));
  }

  #lose(child: ChildProcess, how: string): void {
    if (this.#child === child) this.#child = null;
    this.#pending?.reject(new ExecutorLostError(how));
  }
}
