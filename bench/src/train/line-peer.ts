import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * A child process that answers each line on its standard input with one line of JSON. Other lines it prints are
 * ignored; when it ends too early, the last of them are in the error.
 */
export class LinePeer {
  readonly #child: ChildProcess;
  readonly #waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  readonly #answers: unknown[] = [];
  #noise = '';
  #ended: Error | null = null;

  constructor(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = process.env) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: environment });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#noise = (this.#noise + chunk.toString()).slice(-4000);
    });
    if (this.#child.stdout) createInterface({ input: this.#child.stdout }).on('line', (line) => this.#receive(line));
    this.#child.on('exit', (code) => {
      this.#ended = new Error(`${command} ended with ${code}: ${this.#noise}`);
      for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
    });
  }

  /** The next answer; asks for it first unless it comes unasked. */
  async answer(request: string | null): Promise<unknown> {
    if (request !== null) this.#child.stdin?.write(`${request}\n`);
    const ready = this.#answers.shift();
    if (ready !== undefined) return ready;
    if (this.#ended) throw this.#ended;
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin?.end();
    this.#child.kill();
    await exited;
  }

  #receive(line: string): void {
    if (!line.startsWith('{')) return;
    const value: unknown = JSON.parse(line);
    const next = this.#waiting.shift();
    if (next) next.resolve(value);
    else this.#answers.push(value);
  }
}
