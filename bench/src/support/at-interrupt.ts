/** What must be taken down, latest first, when the benchmark is interrupted. */
const tasks: (() => Promise<unknown>)[] = [];
/** A server that does not end in this time is killed as the process exits. */
const PATIENCE_MS = 15_000;

/** Registers what takes down a server, a database or a folder when somebody presses Ctrl-C; it may run twice. */
export function atInterrupt(task: () => Promise<unknown>): void {
  tasks.push(task);
}

async function takeDown(): Promise<void> {
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  for (const task of tasks.reverse()) await task().catch(() => undefined);
  process.exit(1);
}

let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Whoever asks twice will not wait.
    if (isInterrupted) process.exit(1);
    isInterrupted = true;
    void takeDown();
  });
}
