import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Of the time a run takes, most that goes into its checkpoints. */
export const CHECKPOINT_SHARE = 0.02;
/** Checkpoints of runs that nobody resumed for so long are removed. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** The newest checkpoint of one run, in the data folder that all workers see; replaced whole or not at all. */
export class CheckpointFile {
  readonly #folder: string;
  readonly #path: string;

  constructor(
    dataDir: string,
    private readonly runId: string,
    private readonly now: () => number,
  ) {
    this.#folder = join(dataDir, 'checkpoints');
    this.#path = join(this.#folder, `${runId}.checkpoint`);
  }

  /** null when there is none. */
  async read(): Promise<Uint8Array | null> {
    try {
      return await readFile(this.#path);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const temporary = `${this.#path}.${process.pid}.tmp`;
    try {
      const file = await open(temporary, 'w');
      try {
        await file.writeFile(bytes);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Removes this run's, also what a killed worker was writing, and what nobody will go on with. */
  async remove(): Promise<void> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    for (const name of names) {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => null);
      const isOld = found !== null && this.now() - found.mtimeMs > KEEP_MS;
      if (isOld || name.startsWith(`${this.runId}.`)) await rm(path, { force: true });
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
