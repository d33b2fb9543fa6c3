import { SerializedSchema } from '../keras-json.js';
import type { LayerEffect, LayerRule } from '../layer-rule.js';
import { LayerSettings, times } from '../layer-settings.js';
import { channelsOf, onlyInput } from './input-rank.js';

/** Gates of each cell, as multiples of its units. */
const GATES: Readonly<Record<string, number>> = { LSTM: 4, GRU: 3, SimpleRNN: 1 };

export const recurrent: LayerRule = (settings, inputs) => {
  const input = onlyInput(settings, inputs, 2);
  const channels = channelsOf(settings, input);
  const units = settings.size('units');
  const columns = units * (GATES[settings.kind] ?? 1);
  if (settings.flag('return_state', false)) {
    settings.fail('return_state is not supported, since its output is several tensors. Leave it out.', 'return_state');
  }
  const steps = input[0] ?? null;
  return {
    output: settings.flag('return_sequences', false) ? [steps, units] : [units],
    parameters: (channels + units) * columns + (settings.flag('use_bias', true) ? columns : 0),
    flops: times(2, steps, channels + units, columns),
  };
};

/** The layer inside a wrapper. */
export function innerSettings(settings: LayerSettings): LayerSettings {
  const inner = SerializedSchema.safeParse(settings.raw('layer'));
  if (!inner.success || Array.isArray(inner.data.config)) return settings.fail('holds no layer.', 'layer');
  const { class_name: kind, config } = inner.data;
  const name = typeof config.name === 'string' ? config.name : kind;
  return new LayerSettings(kind, name, config, [...settings.path, 'config', 'layer']);
}

export const bidirectional: LayerRule = (settings, inputs): LayerEffect => {
  const inner = innerSettings(settings);
  if (!(inner.kind in GATES)) {
    settings.fail(`wraps ${inner.kind}; it must wrap LSTM, GRU or SimpleRNN.`, 'layer');
  }
  const one = recurrent(inner, inputs);
  const mode = settings.raw('merge_mode');
  if (mode === null)
    settings.fail('merge_mode null gives two outputs. Use "concat", "sum", "mul" or "ave".', 'merge_mode');
  const output =
    mode === undefined || mode === 'concat' ? [...one.output.slice(0, -1), 2 * (one.output.at(-1) ?? 0)] : one.output;
  return { output, parameters: 2 * one.parameters, flops: times(2, one.flops) };
};
