export { type ExtractionRequest, extractAll } from './extract-all.js';
export type { ExtractedClip } from './extracted-clip.js';
export { FeatureCache } from './feature-cache.js';
export { type ExtractionSummary, FeatureExtraction, type FeatureFailure } from './feature-extraction.js';
export { FeatureIndexWriter } from './feature-index.js';
export { FeatureMatrixWriter, type MatrixParts, writeFeatureMatrix } from './feature-matrix.js';
export { FeatureMatrixReader, UnreadableMatrixError } from './feature-matrix-reader.js';
export { RateMeter } from './rate-meter.js';
