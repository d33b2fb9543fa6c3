import { pino } from 'pino';
import { EnvironmentError, environment } from './environment.js';
import { REDACTED } from './redacted.js';
import { startApi } from './server.js';

/** Logs go to stderr: stdout carries the one line that says that the API is ready. */
const log = pino({ name: 'voxboard-api', redact: REDACTED }, pino.destination({ dest: 2, sync: false }));

try {
  const { logLevel, isSupervised, ...options } = environment();
  log.level = logLevel;
  let notice: string | undefined;
  const announce = (text: string) => {
    notice = text;
    process.stderr.write(`${text}\n`);
  };
  const api = await startApi({ ...options, log, announce });
  process.stdout.write(`${JSON.stringify({ ready: true, url: api.url, notice })}\n`);

  let isStopping = false;
  const stop = (reason: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ reason }, 'stopping');
    api.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop in order');
        log.flush(() => process.exit(1));
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  if (isSupervised) process.stdin.on('end', () => stop('stdin ended')).resume();
} catch (error) {
  // A person reads this: the sentence, not the stack.
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof EnvironmentError ? message : `The API cannot start: ${message}`}\n`);
  process.exitCode = 1;
  process.exit();
}
