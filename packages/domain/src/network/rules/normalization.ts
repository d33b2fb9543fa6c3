import type { LayerRule } from '../layer-rule.js';
import { type LayerSettings, type TensorShape, times, valuesOf } from '../layer-settings.js';
import { onlyInput } from './input-rank.js';

/** Sizes of the axes that `axis` names, counted with the batch as axis 0. */
function axisSizes(settings: LayerSettings, input: TensorShape): number[] {
  const given = settings.raw('axis') ?? -1;
  return [given].flat().map((axis) => {
    const place = typeof axis !== 'number' ? Number.NaN : axis < 0 ? input.length + axis : axis - 1;
    const size = input[place];
    if (typeof size === 'number') return size;
    return settings.fail(`axis ${JSON.stringify(given)} names no axis of known size.`, 'axis');
  });
}

const flags = (settings: LayerSettings) => Number(settings.flag('scale', true)) + Number(settings.flag('center', true));

export const batchNormalization: LayerRule = (settings, inputs) => {
  const output = onlyInput(settings, inputs);
  const size = axisSizes(settings, output).reduce((a, b) => a * b, 1);
  return { output, parameters: size * (2 + flags(settings)), frozen: 2 * size, flops: times(2, valuesOf(output)) };
};

export const layerNormalization: LayerRule = (settings, inputs) => {
  const output = onlyInput(settings, inputs);
  const size = axisSizes(settings, output).reduce((a, b) => a * b, 1);
  return { output, parameters: size * flags(settings), flops: times(5, valuesOf(output)) };
};
