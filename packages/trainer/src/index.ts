export { buildModel } from './architectures/build-model.js';
export {
  type ArchitectureDescription,
  architectureDiagram,
  describeArchitecture,
} from './architectures/describe-architecture.js';
export { type BackendChoice, type ChooseBackendOptions, chooseBackend } from './backends/choose-backend.js';
export { BACKEND_NAMES, type BackendName, type TrainingBackend } from './backends/training-backend.js';
export * from './errors.js';
export { composeRequest, type RequestParts } from './training/compose-request.js';
export { rowsInMemory } from './training/rows-in-memory.js';
export { train } from './training/train.js';
export type {
  BatchReport,
  CheckpointOptions,
  FeatureRows,
  TrainOptions,
  TrainRequest,
  TrainResult,
} from './training/train-request.js';
export { type ReferenceLosses, referenceLosses, repeatReference } from './verification/reference-losses.js';
