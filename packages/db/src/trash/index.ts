export { referencedBlobs } from './blob-references.js';
export { collectGarbage, type FileRemover, GARBAGE_KINDS, type GarbageKind } from './collect-garbage.js';
export { type Purged, purgeDue } from './purge.js';
export * from './trash.errors.js';
export { type Trashed, TrashRepository } from './trash.repository.js';
