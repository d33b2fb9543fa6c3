import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type BlobSink, type Candidate, ClipCollector } from './clip-collector.js';
import { CorpusNotFoundError, InvalidManifestError } from './corpora-errors.js';
import { folderFile } from './folder-source.js';
import type { ImportOptions, ImportReport, SkippedFile } from './import-report.js';
import { type ManifestRow, parseManifest } from './manifest-rows.js';

export interface ManifestImportOptions extends ImportOptions {
  /** Folder that the paths start from; default: the folder of the manifest. */
  readonly audioRoot?: string;
}

const MAX_MANIFEST_BYTES = 256 * 2 ** 20;

/**
 * Imports the recordings that a CSV file lists, with a header row naming the columns path, speaker, gender and emotion,
 * and optionally intensity, statement and repetition; empty cells mean "not known". A wrong row is skipped and reported
 * with its line number.
 *
 * @param manifest path of the CSV file (UTF-8)
 * @throws CorpusNotFoundError, InvalidManifestError, and what the sink throws
 */
export async function importManifest(
  manifest: string,
  sink: BlobSink,
  options: ManifestImportOptions = {},
): Promise<ImportReport> {
  const parsed = parseManifest(await readManifest(manifest), manifest);
  const root = resolve(options.audioRoot ?? dirname(manifest));
  const collector = new ClipCollector(sink, options);
  collector.note(...parsed.notes);
  collector.skip(...parsed.skipped);
  const candidates: Candidate[] = [];
  for (const row of parsed.rows) {
    options.signal?.throwIfAborted();
    const found = await locate(root, row);
    if ('reason' in found) collector.skip(found);
    else candidates.push(found);
  }
  await collector.addAll(candidates, parsed.rows.length + parsed.skipped.length);
  return collector.report();
}

async function readManifest(manifest: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(manifest);
    if (size > MAX_MANIFEST_BYTES) {
      throw new InvalidManifestError(`${manifest} has ${size} bytes, more than a manifest may have. Split it.`);
    }
    return await readFile(manifest);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') throw new CorpusNotFoundError(manifest);
    throw cause;
  }
}

async function locate(root: string, row: ManifestRow): Promise<Candidate | SkippedFile> {
  const { path, line, labels } = row;
  try {
    const stats = await stat(resolve(root, path));
    if (stats.isFile()) return { file: folderFile(root, path, stats.size), corpusPath: path, labels, line };
    return { path, reason: 'unreadable', detail: `Line ${line}: this is not a file.`, line };
  } catch {
    return { path, reason: 'missing-file', detail: `Line ${line}: there is no such file below ${root}.`, line };
  }
}
