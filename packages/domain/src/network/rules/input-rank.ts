import { type LayerSettings, type TensorShape, writeShape } from '../layer-settings.js';

/** The only input, which must have so many axes (besides the batch). @throws InvalidArchitectureError */
export function onlyInput(settings: LayerSettings, inputs: readonly TensorShape[], rank?: number): TensorShape {
  const [input] = inputs;
  if (inputs.length !== 1 || input === undefined) {
    return settings.fail(`reads ${inputs.length} layers at once; it takes one. Join them with Concatenate first.`);
  }
  if (rank !== undefined && input.length !== rank) {
    const remedy =
      input.length > rank
        ? rank === 1
          ? 'Put a Flatten or a global pooling layer before it.'
          : 'Put a Reshape before it.'
        : 'Put a Reshape before it that adds an axis.';
    return settings.fail(`reads ${rank} axes a row, but gets ${writeShape(input)}. ${remedy}`);
  }
  return input;
}

/** The last axis, which decides how many weights there are. @throws InvalidArchitectureError where it is open */
export function channelsOf(settings: LayerSettings, input: TensorShape): number {
  const channels = input.at(-1) ?? null;
  if (channels !== null) return channels;
  return settings.fail(`the last axis of its input ${writeShape(input)} is open. State it in the input layer.`);
}
