import { stringify } from 'yaml';
import type { ResultsFolder } from './results-folder.js';
import type { TrainConfig } from './train-config.js';

/** Writes the configuration with every default filled in: training it again gives the same results. */
export async function writeEffectiveConfig(results: ResultsFolder, config: TrainConfig): Promise<void> {
  const { experiment, name, recipe, seeds, folds, splitSeed } = config;
  const { task, architecture, protocol, hyperparameters } = experiment;
  const layersFile = 'architecture.json';
  if (architecture.kind === 'layers') {
    await results.write(layersFile, `${JSON.stringify(architecture.layersJson, null, 2)}\n`);
  }
  const file = {
    name,
    task,
    architecture:
      architecture.kind === 'layers'
        ? { file: layersFile }
        : { preset: architecture.preset, width: architecture.width },
    recipe,
    protocol,
    hyperparameters,
    seeds,
    ...(folds && { folds }),
    splitSeed,
  };
  await results.write('config.yaml', stringify(file));
}
