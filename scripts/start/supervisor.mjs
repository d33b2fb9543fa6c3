import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StartError } from './errors.mjs';

const STOP_GRACE_MS = 15_000;
const RESTART_WINDOW_MS = 60_000;
const MAX_RESTARTS_IN_WINDOW = 5;

/**
 * Starts the parts, restarts one that dies, stops all in reverse order. A part prints one JSON line with `ready: true`
 * when it is up, stops on SIGTERM, and stops by itself when its standard input ends: so nothing outlives this process,
 * however it ends.
 */
export class Supervisor {
  #parts = [];
  #stopping = false;

  /** @param {{logDir: string, report: (line: string) => void, onGiveUp: (error: Error) => void}} options */
  constructor(options) {
    this.options = options;
  }

  /**
   * @param {{name: string, args: string[], env: Record<string, string>, cwd?: string}} part
   * @returns {Promise<Record<string, unknown>>} the part's ready line
   */
  async start(part) {
    const state = { ...part, child: null, restarts: [], tail: [] };
    this.#parts.push(state);
    return this.#spawn(state);
  }

  #spawn(state) {
    const log = createWriteStream(join(this.options.logDir, `${state.name}.log`), { flags: 'a' });
    // A process group of its own: Ctrl-C in the terminal reaches this process alone, which then stops the parts in order.
    const child = spawn(process.execPath, state.args, {
      cwd: state.cwd,
      env: { ...process.env, ...state.env, VOXBOARD_SUPERVISED: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    state.child = child;
    state.tail = [];
    child.stdin.on('error', () => {});
    child.stderr.on('data', (chunk) => {
      log.write(chunk);
      state.tail.push(chunk.toString());
      if (state.tail.length > 30) state.tail.shift();
    });
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        log.write(`${line}\n`);
        const message = parseReady(line);
        if (message) resolve(message);
      });
      child.once('error', reject);
      child.once('close', (code, signal) => {
        log.end();
        state.child = null;
        const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
        reject(
          new StartError(
            `The ${state.name} ${how} before it was up:\n${state.tail.join('').split('\n').slice(-12).join('\n')}`,
          ),
        );
        if (!this.#stopping && state.wasReady) this.#restart(state, how);
      });
    }).then((message) => {
      state.wasReady = true;
      return message;
    });
  }

  #restart(state, how) {
    const now = performance.now();
    state.restarts = state.restarts.filter((at) => now - at < RESTART_WINDOW_MS);
    state.restarts.push(now);
    if (state.restarts.length > MAX_RESTARTS_IN_WINDOW) {
      this.options.onGiveUp(
        new StartError(
          `The ${state.name} ${how} ${state.restarts.length} times within a minute. See ${join(this.options.logDir, `${state.name}.log`)}.`,
        ),
      );
      return;
    }
    const delay = 250 * 2 ** (state.restarts.length - 1);
    this.options.report(`the ${state.name} ${how}; starting it again`);
    state.timer = setTimeout(() => {
      if (this.#stopping) return;
      this.#spawn(state).then(
        () => this.options.report(`the ${state.name} is back`),
        () => {
          if (!this.#stopping) this.#restart(state, 'could not be started');
        },
      );
    }, delay);
  }

  /** Stops all parts, last started first. */
  async stop() {
    this.#stopping = true;
    for (const state of [...this.#parts].reverse()) {
      clearTimeout(state.timer);
      const child = state.child;
      if (!child) continue;
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await closed;
      clearTimeout(killer);
    }
  }
}

function parseReady(line) {
  if (!line.startsWith('{')) return null;
  try {
    const message = JSON.parse(line);
    return message.ready === true ? message : null;
  } catch {
    return null;
  }
}
