import type { TrainingFacts } from '@voxboard/domain';
import type { ModelTraining } from './model-training.type.js';

export function toTraining(facts: TrainingFacts): ModelTraining {
  const { experiment, run, architecture, dataset, trained, backend, hyperparameters } = facts;
  return {
    experimentName: experiment.name,
    runName: run.name,
    seed: run.seed,
    foldIndex: run.foldIndex,
    foldCount: run.foldCount,
    architecture,
    datasetName: dataset?.name ?? null,
    datasetVersion: dataset?.versionNumber ?? null,
    trainedClipCount: trained?.clipCount ?? null,
    trainedSpeakerCount: trained?.speakerCount ?? null,
    backend,
    hyperparameters,
  };
}
