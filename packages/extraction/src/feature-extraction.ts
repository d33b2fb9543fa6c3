import { clipSeedOf, RecipeExtractor } from '@voxboard/audio-dsp';
import { BlobCorruptError, BlobNotFoundError, type Recipe } from '@voxboard/domain';
import { ExtractionPool } from './extraction-pool.js';
import type { FeatureCache } from './feature-cache.js';

/** A clip no features could be computed from. */
export interface FeatureFailure {
  readonly position: number;
  readonly path: string;
  readonly reason: string;
}

export interface ExtractionSummary {
  /** Shape of one row of the whole set: with frames, as many as the recipe says or the longest clip has. */
  readonly rowShape: readonly number[];
  /** null when no clip gave features. */
  readonly columnNames: readonly string[] | null;
  /** By position. */
  readonly failures: readonly FeatureFailure[];
}

type Outcome =
  | { readonly ok: true; readonly rowShape: readonly number[]; readonly wasCached: boolean }
  | { readonly ok: false; readonly reason: string };

/** Brings the rows of recordings into a cache, by threads; remembers what each recording came to. */
export class FeatureExtraction {
  readonly #pool: ExtractionPool;
  readonly #outcomes = new Map<string, Promise<Outcome>>();

  constructor(
    private readonly recipe: Recipe,
    readonly cache: FeatureCache,
    threadCount: number,
  ) {
    this.#pool = new ExtractionPool(recipe, threadCount);
  }

  /**
   * Settles when the recording's rows are in the cache, or when it is known that it has none. Callers bound memory by
   * how many they ask for at once.
   * @param read its bytes, asked for only when the cache lacks the rows; they are handed over. A recording that is gone
   *   or damaged costs its own rows, nothing else
   * @returns whether the rows were in the cache already
   * @throws what else `read` and the file system throw
   */
  async extract(sha256: string, read: () => Promise<Uint8Array>): Promise<{ readonly wasCached: boolean }> {
    let outcome = this.#outcomes.get(sha256);
    if (!outcome) {
      outcome = this.#compute(sha256, read);
      this.#outcomes.set(sha256, outcome);
    }
    const settled = await outcome;
    return { wasCached: settled.ok && settled.wasCached };
  }

  /** What the recordings of a corpus came to, all of which must have been extracted. */
  async summary(clips: readonly { readonly path: string; readonly sha256: string }[]): Promise<ExtractionSummary> {
    const failures: FeatureFailure[] = [];
    let rowShape: readonly number[] = [];
    for (const [position, { path, sha256 }] of clips.entries()) {
      const outcome = (await this.#outcomes.get(sha256)) ?? { ok: false, reason: 'it was not read' };
      if (outcome.ok) rowShape = longerShape(rowShape, outcome.rowShape);
      else failures.push({ position, path, reason: outcome.reason });
    }
    const isEmpty = rowShape.length === 0;
    const { columnNames } = new RecipeExtractor(this.recipe);
    return { rowShape: fixFrames(rowShape, this.recipe), columnNames: isEmpty ? null : columnNames, failures };
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #compute(sha256: string, read: () => Promise<Uint8Array>): Promise<Outcome> {
    const cached = await this.cache.find(sha256);
    if (cached) return { ok: true, rowShape: cached.rowShape, wasCached: true };
    const bytes = await read().catch(reasonOfMissing);
    if (typeof bytes === 'string') return { ok: false, reason: bytes };
    const outcome = await this.#pool.extract(bytes, clipSeedOf(sha256));
    if (!outcome.ok) return outcome;
    await this.cache.store(sha256, outcome.clip);
    return { ok: true, rowShape: outcome.clip.rowShape, wasCached: false };
  }
}

function reasonOfMissing(error: unknown): string {
  if (error instanceof BlobNotFoundError || error instanceof BlobCorruptError) return error.message;
  throw error;
}

function longerShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const [aFrames, bFrames] = [a[0] ?? 0, b[0] ?? 0];
  return a.length === 0 || bFrames > aFrames ? b : a;
}

function fixFrames(rowShape: readonly number[], { aggregation }: Recipe): readonly number[] {
  const [, ...rest] = rowShape;
  if (aggregation.kind === 'frames' && aggregation.frameCount !== null) return [aggregation.frameCount, ...rest];
  if (aggregation.kind === 'samples') return [aggregation.sampleCount, ...rest];
  return rowShape;
}
