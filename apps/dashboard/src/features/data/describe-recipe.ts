import {
  type AugmentationStep,
  type CleaningStep,
  type FeatureSpec,
  type Recipe,
  RecipeSchema,
} from '@voxboard/domain';

export interface RecipeLine {
  readonly name: string;
  readonly text: string;
}

/** A recipe in words, in the order it works; null for what is no recipe of this version. */
export function describeRecipe(value: unknown): RecipeLine[] | null {
  const { data: recipe } = RecipeSchema.safeParse(value);
  if (!recipe) return null;
  return [
    { name: 'Reads', text: describeReading(recipe) },
    { name: 'Cleaning', text: listed(recipe.cleaning.map(describeCleaning), 'none') },
    ...recipe.rows.map(({ name, steps }, index) => ({
      name: index === 0 ? 'Rows' : '',
      text: `${name}: ${listed(steps.map(describeAugmentation), 'the cleaned clip as it is')}`,
    })),
    { name: 'Frames', text: describeFraming(recipe) },
    { name: 'Features', text: recipe.features.map(describeFeature).join(', ') },
    { name: 'Gives', text: describeAggregation(recipe) },
  ];
}

function listed(parts: readonly string[], none: string): string {
  return parts.length === 0 ? none : parts.join(', then ');
}

function describeReading({ sampleRateHz, offsetSec, durationSec }: Recipe): string {
  const from = offsetSec === 0 ? 'from the start' : `from ${offsetSec} s`;
  const length = durationSec === null ? 'to the end' : `${durationSec} s of it`;
  return `the clip ${from}, ${length}, at ${sampleRateHz / 1000} kHz`;
}

function describeFraming({ nFft, hopLength, winLength, sampleRateHz }: Recipe): string {
  const ms = (samples: number) => `${((1000 * samples) / sampleRateHz).toFixed(1)} ms`;
  const window = winLength === undefined || winLength === nFft ? '' : `, window ${winLength}`;
  return `${nFft} samples (${ms(nFft)})${window}, every ${hopLength} (${ms(hopLength)})`;
}

function describeCleaning(step: CleaningStep): string {
  switch (step.kind) {
    case 'trim':
      return `trim silence at both ends (${step.topDb} dB below the peak${step.padSec > 0 ? `, keep ${step.padSec} s` : ''})`;
    case 'split':
      return `cut out silence (${step.topDb} dB below the peak)`;
    case 'non-silent':
      return `cut out silence below ${step.thresholdDbfs} dBFS of at least ${step.minSilenceSec} s${step.maxDurationSec === undefined ? '' : `, keep ${step.maxDurationSec} s`}`;
    case 'normalise-peak':
      return 'scale the peak to 1';
    case 'normalise-loudness':
      return `scale to ${step.targetDbfs} dBFS RMS`;
    case 'spectral-gate':
      return 'reduce noise (spectral gate)';
    case 'fix-length':
      return `pad or cut to ${step.lengthSec} s`;
  }
}

function describeAugmentation(step: AugmentationStep): string {
  switch (step.kind) {
    case 'noise':
      return `add noise of up to ${(100 * step.rate).toPrecision(2)} % of the peak`;
    case 'time-stretch':
      return `stretch time (rate ${step.rate})`;
    case 'pitch-shift':
      return `shift the pitch by ${step.steps} semitones`;
    case 'shift':
      return `move round by up to ${step.maxSamples} samples`;
    case 'gain':
      return `gain of ${step.minDb} to ${step.maxDb} dB`;
    case 'speed':
      return `play at ${step.rate} × speed`;
    case 'room':
      return `put into a room (${step.rt60Sec} s reverberation)`;
    case 'band-limit':
      return `keep ${step.lowHz} to ${step.highHz} Hz`;
  }
}

const FEATURE_WORDS: Readonly<Record<FeatureSpec['name'], string>> = {
  zeroCrossingRate: 'zero-crossing rate',
  chromaStft: 'chroma',
  mfcc: 'MFCC',
  rms: 'RMS',
  melSpectrogram: 'mel spectrogram',
  logMelSpectrogram: 'log-mel spectrogram',
  spectralContrast: 'spectral contrast',
  tonnetz: 'tonnetz',
  spectralCentroid: 'spectral centroid',
  spectralBandwidth: 'spectral bandwidth',
  spectralRolloff: 'spectral roll-off',
  spectralFlatness: 'spectral flatness',
  pitch: 'pitch',
  pyin: 'pitch (pYIN)',
  voxboardDescriptors: '22 descriptors',
  waveform: 'the waveform itself',
};

function describeFeature({ name, count }: FeatureSpec): string {
  return count === undefined ? FEATURE_WORDS[name] : `${FEATURE_WORDS[name]} (${count})`;
}

function describeAggregation({ aggregation, rows }: Recipe): string {
  const each = rows.length === 1 ? 'one row a clip' : `${rows.length} rows a clip`;
  switch (aggregation.kind) {
    case 'mean':
      return `${each}: the mean over time of each feature`;
    case 'mean-std':
      return `${each}: mean and standard deviation over time of each feature`;
    case 'statistics-803':
      return `${each}: 803 statistics over time`;
    case 'frames':
      return `${each}: ${aggregation.frameCount ?? 'as many'} frames${aggregation.frameCount === null ? ' as the longest clip has' : ''}${aggregation.pairAverage ? ', pairs averaged' : ''}, padded with zeros`;
    case 'samples':
      return `${each}: ${aggregation.sampleCount} samples`;
  }
}
