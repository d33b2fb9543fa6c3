import { stat } from 'node:fs/promises';
import { type BlobSink, type Candidate, ClipCollector } from './clip-collector.js';
import { CorpusNotFoundError } from './corpora-errors.js';
import type { CorpusSource } from './corpus-source.js';
import { openFolder } from './folder-source.js';
import type { ImportLimits, ImportOptions, ImportReport } from './import-report.js';
import { parseRavdessPath } from './ravdess-name.js';
import { openZip } from './zip-source.js';

/**
 * Imports a corpus in RAVDESS naming from a folder or a zip file. `Actor_XX` folders may lie at any depth, in several
 * layouts at once. A file that cannot be used is skipped with a reason; each recording is taken once.
 *
 * @param source path of a folder or a zip file
 * @param sink where the bytes of the clips are stored
 * @throws CorpusNotFoundError, UnreadableArchiveError, ArchiveLimitError, and what the sink throws
 */
export async function importRavdess(
  source: string,
  sink: BlobSink,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const collector = new ClipCollector(sink, options);
  const opened = await openSource(source, collector.limits, options.signal);
  try {
    collector.note(...opened.notes);
    collector.skip(...opened.skipped);
    const candidates: Candidate[] = [];
    for (const file of opened.files) {
      const name = parseRavdessPath(file.path);
      if (name.kind === 'skip') {
        collector.skip({ path: file.path, reason: name.reason, detail: name.detail, line: null });
      } else {
        candidates.push({ file, corpusPath: name.corpusPath, labels: name.labels, line: null });
      }
    }
    await collector.addAll(candidates, opened.files.length + opened.skipped.length);
  } finally {
    await opened.close();
  }
  return collector.report();
}

async function openSource(
  source: string,
  limits: ImportLimits,
  signal: AbortSignal | undefined,
): Promise<CorpusSource> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(source)).isDirectory();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') throw new CorpusNotFoundError(source);
    throw cause;
  }
  return isFolder ? openFolder(source, signal) : openZip(source, limits, signal);
}
