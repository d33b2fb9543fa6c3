/** Floor under mel energies before the natural logarithm. */
export const LOG_MEL_FLOOR = 1e-7;
/** Band that log-mels cover; the upper edge is lowered to Nyquist where that is lower. */
export const LOG_MEL_LOW_HZ = 50;
export const LOG_MEL_HIGH_HZ = 8000;

/** The 22 values that describe a frame beside its mel bands, in their order. */
export const DESCRIPTOR_NAMES = [
  'semitones',
  'voiced',
  'harmonicity',
  'energyDb',
  'centroidHz',
  'bandwidthHz',
  'rolloff85Hz',
  'rolloff50Hz',
  'logFlatness',
  'alphaRatioDb',
  'hammarbergDb',
  'slope50To500',
  'slope500To1500',
  'slope1500To6000',
  'flux',
  'zeroCrossingRate',
  'contrast50',
  'contrast200',
  'contrast400',
  'contrast800',
  'contrast1600',
  'contrast3200',
] as const;
export type DescriptorName = (typeof DESCRIPTOR_NAMES)[number];
export const DESCRIPTOR_COUNT = DESCRIPTOR_NAMES.length;

export function descriptorIndex(name: DescriptorName): number {
  return DESCRIPTOR_NAMES.indexOf(name);
}
