export { clipPath } from './clip-name.js';
export type { ClipPlan, Disturbance, Recording } from './clip-plan.js';
export { SYNTHESIS_RATE_HZ } from './control-tracks.js';
export { type CorpusOptions, planCorpus } from './corpus-plan.js';
export type { PlantedLeaks } from './planted-leaks.js';
export { renderClip } from './render-clip.js';
export {
  type CorpusProgress,
  clipWav,
  FolderHoldsOtherFilesError,
  type WriteCorpusOptions,
  type WrittenCorpus,
  writeCorpus,
} from './write-corpus.js';
