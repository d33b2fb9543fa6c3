import {
  ArchitectureSpecSchema,
  type Hyperparameters,
  type HyperparametersInput,
  HyperparametersSchema,
  PRESET_HYPERPARAMETERS,
} from '@voxboard/domain';

/** What a preset says of itself; layers of one's own have the general defaults only. */
export function presetHyperparameters(spec: unknown): HyperparametersInput {
  const parsed = ArchitectureSpecSchema.parse(spec);
  return parsed.kind === 'preset' ? PRESET_HYPERPARAMETERS[parsed.preset] : {};
}

export function defaultHyperparameters(spec: unknown): Hyperparameters {
  return HyperparametersSchema.parse(presetHyperparameters(spec));
}
