import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { datasetVersionHash, type ImportReport, importManifest, importRavdess } from '@voxboard/corpora';
import { type Clip, canonicalJson, type Recipe } from '@voxboard/domain';
import { FeatureCache, FeatureExtraction, writeFeatureMatrix } from '@voxboard/extraction';
import { EmptyCorpusError, NoFeaturesError } from './train.errors.js';

export interface CorpusRequest {
  /** A RAVDESS folder or zip, or a manifest (.csv). */
  readonly source: string;
  readonly recipe: Recipe;
  /** Where rows that were computed before are found: the same folder as a worker's. */
  readonly dataDir: string;
  /** Where the matrix is written. */
  readonly matrixPath: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** A corpus with its features. */
export interface Corpus {
  readonly clips: readonly Clip[];
  readonly versionHash: string;
  readonly report: ImportReport;
  readonly columnNames: readonly string[];
  readonly failures: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Imports a corpus and computes its features while it is read: no recording is copied.
 * @throws EmptyCorpusError, NoFeaturesError, and what the importers throw
 */
export async function readCorpus(request: CorpusRequest): Promise<Corpus> {
  const { source, recipe, signal } = request;
  const recipeHash = createHash('sha256').update(canonicalJson(recipe)).digest('hex');
  const cache = new FeatureCache(join(request.dataDir, 'feature-cache'), recipeHash);
  const threads = availableParallelism();
  const extraction = new FeatureExtraction(recipe, cache, threads);
  const underWay = new Set<Promise<unknown>>();
  const put = async (bytes: Uint8Array) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (underWay.size >= threads * 2) await Promise.race(underWay);
    const task = extraction.extract(sha256, async () => bytes).finally(() => underWay.delete(task));
    underWay.add(task);
    return sha256;
  };
  try {
    const importer = source.toLowerCase().endsWith('.csv') ? importManifest : importRavdess;
    const onProgress = ({ done, total }: { done: number; total: number }) => request.onProgress(done, total);
    const report = await importer(source, { put }, { signal, onProgress });
    await Promise.all(underWay);
    const { clips } = report;
    if (clips.length === 0) throw new EmptyCorpusError(describeEmpty(source, report));
    const { columnNames, rowShape, failures } = await extraction.summary(clips);
    if (columnNames === null) {
      throw new NoFeaturesError(`No clip of ${source} gave features: ${failures[0]?.reason ?? 'unknown'}.`);
    }
    await writeFeatureMatrix(request.matrixPath, { clips, rowsPerClip: recipe.rows.length, rowShape, cache });
    return { clips, versionHash: datasetVersionHash(clips), report, columnNames, failures };
  } finally {
    await Promise.allSettled(underWay);
    await extraction.close();
  }
}

function describeEmpty(source: string, { skipped }: ImportReport): string {
  const [first] = skipped;
  const example = first ? ` For example ${first.path}: ${first.detail}` : '';
  return `${source} holds no usable recording; ${skipped.length} files were skipped.${example}`;
}
