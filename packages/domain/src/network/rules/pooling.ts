import type { LayerRule } from '../layer-rule.js';
import { times, valuesOf } from '../layer-settings.js';
import { windowPositions } from './convolution.js';
import { onlyInput } from './input-rank.js';

/** One comparison or addition for each value that a window covers. */
function pooling(axes: 1 | 2): LayerRule {
  return (settings, inputs) => {
    settings.requireChannelsLast();
    const input = onlyInput(settings, inputs, axes + 1);
    const twos = Array.from({ length: axes }, () => 2);
    const pool = settings.sizes('pool_size', axes, twos);
    const strides = settings.sizes('strides', axes, pool);
    const places = pool.map((size, axis) =>
      windowPositions(settings, input[axis] ?? null, size, strides[axis] ?? size),
    );
    const output = [...places, input.at(-1) ?? null];
    return { output, parameters: 0, flops: times(valuesOf(output), ...pool) };
  };
}
export const pooling1d = pooling(1);
export const pooling2d = pooling(2);

function globalPooling(axes: 1 | 2): LayerRule {
  return (settings, inputs) => {
    settings.requireChannelsLast();
    const input = onlyInput(settings, inputs, axes + 1);
    return { output: [input.at(-1) ?? null], parameters: 0, flops: valuesOf(input) };
  };
}
export const globalPooling1d = globalPooling(1);
export const globalPooling2d = globalPooling(2);
