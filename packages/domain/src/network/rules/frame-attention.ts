import type { LayerRule } from '../layer-rule.js';
import { times, writeShape } from '../layer-settings.js';
import { channelsOf, onlyInput } from './input-rank.js';

/** Which frames are real: [frames, features] → [⌊frames / pool⌋, 1]. */
export const frameMask: LayerRule = (settings, inputs) => {
  const [frames] = onlyInput(settings, inputs, 2);
  const pool = settings.size('pool');
  const kept = frames == null ? null : Math.floor(frames / pool);
  return { output: [kept, 1], parameters: 0, flops: kept };
};

/** Attentive statistics pooling over frames and their mask. */
export const attentiveStatistics: LayerRule = (settings, inputs) => {
  const [frames, mask] = inputs;
  if (inputs.length !== 2 || frames?.length !== 2 || mask === undefined) {
    return settings.fail(`reads frames and their mask, but gets ${inputs.map(writeShape).join(' and ')}.`);
  }
  const channels = channelsOf(settings, frames);
  const units = settings.size('units');
  return {
    output: [2 * channels],
    parameters: channels * units + 2 * units + 1,
    flops: times(frames[0] ?? null, 2 * channels * units + 4 * channels),
  };
};
