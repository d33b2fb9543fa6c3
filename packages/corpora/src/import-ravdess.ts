import { stat } from 'node:fs/promises';
import { type BlobSink, type Candidate, ClipCollector } from './clip-collector.js';
import { CorpusNotFoundError } from './corpora-errors.js';
import type { CorpusSource } from './corpus-source.js';
import { openFolder } from './folder-source.js';
import type { ImportLimits, ImportOptions, ImportReport, SkippedFile } from './import-report.js';
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
    const { taken, skipped } = oneFormatEach(candidates);
    collector.skip(...skipped);
    await collector.addAll(taken, opened.files.length + opened.skipped.length);
  } finally {
    await opened.close();
  }
  return collector.report();
}

/** A recording that lies there in several formats is one recording: the WAV file counts, or the first by extension. */
function oneFormatEach(candidates: readonly Candidate[]): { taken: Candidate[]; skipped: SkippedFile[] } {
  const stemOf = (path: string) => path.slice(0, path.lastIndexOf('.'));
  const isBetter = (path: string, than: string) =>
    path !== than && (path.endsWith('.wav') || (!than.endsWith('.wav') && path < than));
  const chosen = new Map<string, string>();
  for (const { corpusPath } of candidates) {
    const stem = stemOf(corpusPath);
    const known = chosen.get(stem);
    if (known === undefined || isBetter(corpusPath, known)) chosen.set(stem, corpusPath);
  }
  const isTaken = ({ corpusPath }: Candidate) => chosen.get(stemOf(corpusPath)) === corpusPath;
  const taken = candidates.filter(isTaken);
  const skipped = candidates
    .filter((candidate) => !isTaken(candidate))
    .map(({ file, corpusPath }) => {
      const detail = `The same recording is there as ${chosen.get(stemOf(corpusPath))} too; one format of it is enough.`;
      return { path: file.path, reason: 'other-format' as const, detail, line: null };
    });
  return { taken, skipped };
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
