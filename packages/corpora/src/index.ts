export type { BlobSink } from './clip-collector.js';
export {
  ArchiveLimitError,
  CorpusNotFoundError,
  InvalidManifestError,
  UnreadableArchiveError,
} from './corpora-errors.js';
export { datasetVersionHash } from './dataset-version.js';
export { importManifest, type ManifestImportOptions } from './import-manifest.js';
export { importRavdess } from './import-ravdess.js';
export {
  DEFAULT_LIMITS,
  type DuplicateFile,
  type ImportLimits,
  type ImportNote,
  type ImportOptions,
  type ImportProgress,
  type ImportReport,
  SKIP_REASONS,
  type SkippedFile,
  type SkipReason,
} from './import-report.js';
