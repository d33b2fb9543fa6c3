import type { LabelFactsRow, TrainingRateRow } from '@voxboard/db';
import {
  type ArchitecturePreset,
  HyperparametersSchema,
  PRESET_HYPERPARAMETERS,
  type ProtocolName,
} from '@voxboard/domain';
import { DEFAULT_FOLD_COUNT, DEFAULT_VALIDATION_FRACTION, PUBLISHED_FOLDS } from '@voxboard/evaluation';
import type { TemplatePart } from './templates.js';

export interface Estimate {
  /** Of all runs one after the other; at most, where a run may stop early. */
  readonly seconds: number;
  readonly basis: string;
}

/**
 * Milliseconds a row and epoch, full width, from single training steps of the default backend (wasm+ort) on two CPU
 * cores without a GPU: the batch sizes of the study, gradient and update included.
 */
export const MEASURED_MS_PER_ROW: Partial<Record<ArchitecturePreset, number>> = {
  'gender-features': 0.42,
  'emotion-features': 11.9,
  'emotion-raw': 25,
  'gender-raw': 25,
  'emotion-hybrid': 8.9,
};

/** Folds that a protocol has on these clips. */
export function foldCountOf(part: Pick<TemplatePart, 'protocol'>, { speakers, statements }: LabelFactsRow): number {
  const { name, foldCount, testFraction } = part.protocol;
  const counts: Readonly<Record<ProtocolName, number>> = {
    study: 1,
    'by-clip': testFraction === undefined ? (foldCount ?? DEFAULT_FOLD_COUNT) : 1,
    'by-speaker': foldCount ?? DEFAULT_FOLD_COUNT,
    'upm-5': PUBLISHED_FOLDS['upm-5'].length,
    'emobox-6': PUBLISHED_FOLDS['emobox-6'].length,
    loso: speakers,
    'by-statement': statements,
  };
  return counts[name];
}

/** null where nothing like it was ever measured. */
export function estimateTime(
  part: TemplatePart,
  facts: LabelFactsRow,
  rates: readonly TrainingRateRow[],
  seedCount: number,
): Estimate | null {
  const rate = rateOf(part, rates);
  if (rate === null) return null;
  const folds = foldCountOf(part, facts);
  const { epochs, earlyStoppingPatience } = HyperparametersSchema.parse({
    ...PRESET_HYPERPARAMETERS[part.preset],
    ...part.hyperparameters,
  });
  const rows = Math.round(trainingShare(part, folds) * facts.clipCount * part.recipe.rows.length);
  const runs = folds * seedCount;
  const most = earlyStoppingPatience === null ? '' : 'at most ';
  return {
    seconds: runs * epochs * rows * rate.secondsPerRow,
    basis: `${runs} ${runs === 1 ? 'run' : 'runs'} × ${most}${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} × ${rows.toLocaleString('en-US')} rows × ${milliseconds(rate.secondsPerRow)} ms a row, ${rate.basis}`,
  };
}

export function trainingShare({ protocol }: Pick<TemplatePart, 'protocol'>, folds: number): number {
  if (protocol.name === 'study')
    return (1 - (protocol.testFraction ?? 0.25)) * (1 - (protocol.validationFraction ?? 0));
  return (1 - 1 / Math.max(folds, 2)) * (1 - (protocol.validationFraction ?? DEFAULT_VALIDATION_FRACTION));
}

function rateOf({ preset, width }: TemplatePart, rates: readonly TrainingRateRow[]) {
  const here = rates.find((rate) => rate.preset === preset && rate.width === width);
  if (here) {
    const { runCount, secondsPerRow } = here;
    return { secondsPerRow, basis: `the median of the last ${runCount === 1 ? 'run' : `${runCount} runs`} here` };
  }
  const reference = MEASURED_MS_PER_ROW[preset];
  if (reference === undefined || width !== 1) return null;
  return {
    secondsPerRow: reference / 1000,
    basis: 'measured on two CPU cores without a GPU; nothing was trained here yet',
  };
}

function milliseconds(seconds: number): string {
  return Number((seconds * 1000).toPrecision(2)).toString();
}
