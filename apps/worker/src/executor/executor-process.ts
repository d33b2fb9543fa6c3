import { readEnvironment } from '../environment.js';
import { openJobContext } from '../jobs/job-context.js';
import { runJob } from '../jobs/run-job.js';
import { type FromExecutor, ToExecutorSchema } from './messages.js';

// Entry of the process that does the work. It ends when the worker that started it does (the channel closes).
const environment = readEnvironment();
const context = openJobContext(environment);
const running = new Map<number, AbortController>();

function send(message: FromExecutor): void {
  process.send?.(message);
}

async function execute(
  id: number,
  job: { name: Parameters<typeof runJob>[1]; payload: unknown; workerId: string },
): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    await runJob(context, job.name, job.payload, { workerId: job.workerId, signal: controller.signal });
    send({ kind: 'done', id });
  } catch (error) {
    const { code, message } = describeError(error);
    send({ kind: 'failed', id, code, message });
  } finally {
    running.delete(id);
  }
}

function describeError(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'INTERNAL', message: String(error) };
  process.stderr.write(`${error.stack ?? error.message}\n`);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'INTERNAL';
  return { code, message: error.message };
}

process.on('message', (raw) => {
  const message = ToExecutorSchema.parse(raw);
  if (message.kind === 'cancel') running.get(message.id)?.abort();
  else void execute(message.id, message);
});
process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C reaches the whole group; the worker decides when this process ends.
process.on('SIGINT', () => {});
send({ kind: 'ready' });
