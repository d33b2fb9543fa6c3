import { pino } from 'pino';
import { EnvironmentError, executorEnvironment, readEnvironment } from './environment.js';
import { openWorkerDatabase, Worker } from './worker.js';

async function main(): Promise<void> {
  const environment = readEnvironment();
  const log = pino({ level: environment.logLevel, name: 'worker' }, pino.destination(2));
  const db = openWorkerDatabase(environment);
  const worker = new Worker(environment, db, log, executorEnvironment());
  await worker.start();
  process.stdout.write(`${JSON.stringify({ ready: true, name: environment.workerName })}\n`);
  await Promise.race([onStopRequest(environment.isSupervised), worker.drained]);
  await worker.stop();
  await db.close();
}

/** SIGTERM, SIGINT, or (when started by `npm start`) the end of standard input: the starter is gone. */
function onStopRequest(isSupervised: boolean): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    if (isSupervised) process.stdin.once('end', () => resolve()).resume();
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const text =
      error instanceof EnvironmentError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  },
);
