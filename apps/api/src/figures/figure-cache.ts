import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Figures on disk, named by a hash of all they depend on: computed once, whoever asks, in every replica that shares the
 * folder. Losing the folder costs time, never a result.
 */
export class FigureCache {
  readonly #underWay = new Map<string, Promise<Uint8Array>>();

  constructor(private readonly root: string) {}

  /** The figure of that key; computed when it is not there, once for all who ask meanwhile. */
  get(key: string, compute: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const found = this.#find(key, compute).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, found);
    return found;
  }

  async #find(key: string, compute: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const path = join(this.root, key.slice(0, 2), key);
    const kept = await readFile(path).catch(() => null);
    if (kept) return kept;
    const bytes = await compute();
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    await writeFile(temporary, bytes);
    await rename(temporary, path);
    return bytes;
  }
}
