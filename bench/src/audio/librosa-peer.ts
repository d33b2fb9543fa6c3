import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Seconds, TaskName } from './task.js';

const SecondsSchema = z.object({ cpuSec: z.number(), wallSec: z.number() });
const FeaturesSchema = z.object({
  file: z.array(z.number()),
  samples: z.array(z.number()),
  /** Of the file played 0.8 dB louder. */
  louderChroma: z.array(z.number()).length(12),
});
const IntervalsSchema = z.array(z.array(z.tuple([z.number(), z.number()])));
const ParitySchema = z.object({
  names: z.array(z.string()),
  /** Of each level of TOP_DB. */
  splitOwnRate: IntervalsSchema,
  split22050: IntervalsSchema,
});
/** The script is not compiled, so that it is read from the sources. */
const SCRIPT = fileURLToPath(new URL('../../src/audio/librosa-peer.py', import.meta.url));

/** librosa in a process of its own, on one thread. */
export class LibrosaPeer {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor(python: string) {
    const oneThread = Object.fromEntries(
      ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMBA_NUM_THREADS'].map((name) => [name, '1']),
    );
    this.#child = spawn(python, [SCRIPT], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...oneThread },
    });
    this.#reader = createInterface({ input: this.#child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async time(task: TaskName, files: readonly string[]): Promise<Seconds> {
    return SecondsSchema.parse(await this.#ask({ task, files }));
  }

  /** The 162 features of a file, and those of its resampled samples, which are written to `samplesPath`. */
  async features(file: string, samplesPath: string): Promise<z.infer<typeof FeaturesSchema>> {
    return FeaturesSchema.parse(await this.#ask({ task: 'features', file, samples: samplesPath }));
  }

  /** Writes every feature of a file to `folder` as .npy. */
  async parity(file: string, folder: string): Promise<z.infer<typeof ParitySchema>> {
    return ParitySchema.parse(await this.#ask({ task: 'parity', file, folder }));
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
    this.#reader.close();
  }

  async #ask(request: object): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('librosa stopped: see its message above');
    return JSON.parse(value);
  }
}
