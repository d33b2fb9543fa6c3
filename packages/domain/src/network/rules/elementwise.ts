import type { LayerRule } from '../layer-rule.js';
import { valuesOf } from '../layer-settings.js';
import { onlyInput } from './input-rank.js';

/** What training alone does: nothing at prediction. */
export const passThrough: LayerRule = (settings, inputs) => ({
  output: onlyInput(settings, inputs),
  parameters: 0,
  flops: 0,
});

export const elementwise: LayerRule = (settings, inputs) => {
  const output = onlyInput(settings, inputs);
  return { output, parameters: 0, flops: valuesOf(output) };
};
