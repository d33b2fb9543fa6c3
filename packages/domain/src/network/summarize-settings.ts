import { SerializedSchema } from './keras-json.js';
import type { LayerSettings } from './layer-settings.js';

/** What tables show of a layer, in this order: `filters 32, kernel 3, relu`. */
const SHOWN: readonly (readonly [key: string, word: string])[] = [
  ['units', 'units'],
  ['filters', 'filters'],
  ['kernel_size', 'kernel'],
  ['pool_size', 'pool'],
  ['strides', 'stride'],
  ['dilation_rate', 'dilation'],
  ['padding', 'padding'],
  ['rate', 'rate'],
  ['stddev', 'deviation'],
  ['target_shape', 'to'],
  ['axis', 'axis'],
  ['merge_mode', 'merged by'],
  ['pool', 'pool'],
  ['dropout', 'dropout'],
  ['recurrent_dropout', 'recurrent dropout'],
];
/** Values that say nothing new. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  strides: ['1', ''],
  dilation_rate: ['1'],
  padding: ['valid'],
  axis: ['-1'],
  dropout: ['0'],
  recurrent_dropout: ['0'],
};

export function summarizeSettings(settings: LayerSettings): string {
  const words = SHOWN.flatMap(([key, word]) => {
    const value = settings.raw(key);
    if (value === undefined || value === null || typeof value === 'boolean') return [];
    const text =
      [...new Set([value].flat(2).map(String))].length === 1 ? String([value].flat(2)[0]) : [value].flat(2).join('×');
    return USUAL[key]?.includes(text) ? [] : [`${word} ${text}`];
  });
  const inner = SerializedSchema.safeParse(settings.raw('layer'));
  if (inner.success && !Array.isArray(inner.data.config)) {
    const { units, filters } = inner.data.config;
    words.unshift([inner.data.class_name, units ?? filters].filter((word) => word !== undefined).join(' '));
  }
  const activation = settings.text('activation', 'linear');
  if (activation !== 'linear') words.push(activation);
  return words.join(', ');
}
