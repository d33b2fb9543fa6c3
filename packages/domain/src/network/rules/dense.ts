import type { LayerRule } from '../layer-rule.js';
import { times, valuesOf } from '../layer-settings.js';
import { channelsOf, onlyInput } from './input-rank.js';

export const dense: LayerRule = (settings, inputs) => {
  const input = onlyInput(settings, inputs);
  const channels = channelsOf(settings, input);
  const units = settings.size('units');
  const output = [...input.slice(0, -1), units];
  return {
    output,
    parameters: channels * units + (settings.flag('use_bias', true) ? units : 0),
    flops: times(2, channels, valuesOf(output)),
  };
};
