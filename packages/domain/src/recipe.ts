import { z } from 'zod';

/**
 * A recipe: how a clip becomes feature rows. Cleaning → augmentation rows → features → aggregation, as plain data, so
 * that its hash together with the dataset version's hash identifies the feature set. Names follow librosa, camelCased.
 */
export const CleaningStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trim'), topDb: z.number().positive(), padSec: z.number().min(0).default(0) }),
  z.object({ kind: z.literal('split'), topDb: z.number().positive() }),
  z.object({
    kind: z.literal('non-silent'),
    thresholdDbfs: z.number().negative(),
    minSilenceSec: z.number().positive(),
    maxDurationSec: z.number().positive().optional(),
  }),
  z.object({ kind: z.literal('normalise-peak') }),
  z.object({
    kind: z.literal('normalise-loudness'),
    targetDbfs: z.number().negative(),
    /** What is brought to the target: the RMS in dBFS (default), or the integrated loudness in LUFS (ITU-R BS.1770-4). */
    measure: z.enum(['rms', 'lufs']).optional(),
  }),
  z.object({ kind: z.literal('spectral-gate') }),
  z.object({ kind: z.literal('fix-length'), lengthSec: z.number().positive() }),
]);
export type CleaningStep = z.infer<typeof CleaningStepSchema>;

export const AugmentationStepSchema = z.discriminatedUnion('kind', [
  /** y + rate · U(0,1) · max(y) · N(0,1) */
  z.object({ kind: z.literal('noise'), rate: z.number().positive() }),
  z.object({ kind: z.literal('time-stretch'), rate: z.number().positive() }),
  z.object({ kind: z.literal('pitch-shift'), steps: z.number() }),
  /** Circular shift by up to ± maxSamples. */
  z.object({ kind: z.literal('shift'), maxSamples: z.number().int().positive() }),
  z.object({ kind: z.literal('gain'), minDb: z.number(), maxDb: z.number() }),
  z.object({ kind: z.literal('speed'), rate: z.number().positive() }),
  z.object({ kind: z.literal('room'), rt60Sec: z.number().positive() }),
  z.object({ kind: z.literal('band-limit'), lowHz: z.number().positive(), highHz: z.number().positive() }),
]);
export type AugmentationStep = z.infer<typeof AugmentationStepSchema>;

/** One row a clip yields. Row 0 must be plain (no steps): it is the only row that may validate or test. */
export const AugmentationRowSchema = z.object({
  name: z.string().min(1).max(64),
  steps: z.array(AugmentationStepSchema).max(8),
});
export type AugmentationRow = z.infer<typeof AugmentationRowSchema>;

export const FEATURE_NAMES = [
  'zeroCrossingRate',
  'chromaStft',
  'mfcc',
  'rms',
  'melSpectrogram',
  'logMelSpectrogram',
  'spectralContrast',
  'tonnetz',
  'spectralCentroid',
  'spectralBandwidth',
  'spectralRolloff',
  'spectralFlatness',
  'pitch',
  'pyin',
  'voxboardDescriptors',
  'waveform',
] as const;

export const FeatureSpecSchema = z.object({
  name: z.enum(FEATURE_NAMES),
  /** Rows of the feature where it is a choice: MFCC coefficients, mel bands. */
  count: z.number().int().min(1).max(1024).optional(),
  /** What `chromaStft` reads: librosa's default is power; the study passed |STFT|. */
  spectrogram: z.enum(['power', 'magnitude']).optional(),
  /** Take the feature's rate of change (1) or curvature (2) over nine frames instead of the feature. */
  delta: z.literal([1, 2]).optional(),
});
export type FeatureSpec = z.infer<typeof FeatureSpecSchema>;

export const AggregationSchema = z.discriminatedUnion('kind', [
  /** One value a feature row: the mean over frames. */
  z.object({ kind: z.literal('mean') }),
  z.object({ kind: z.literal('mean-std') }),
  /** The 803 statistics of `voxboard-803`. */
  z.object({ kind: z.literal('statistics-803') }),
  /** frames × features, zero-padded or cut at the end. `frameCount` null: as long as the longest clip. */
  z.object({
    kind: z.literal('frames'),
    frameCount: z.number().int().positive().nullable(),
    pairAverage: z.boolean().default(false),
  }),
  /** The samples themselves, samples × 1. */
  z.object({ kind: z.literal('samples'), sampleCount: z.number().int().positive() }),
]);
export type Aggregation = z.infer<typeof AggregationSchema>;

export const RecipeSchema = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  /** Raised whenever the numbers change for equal settings, so that a cache never serves old ones. */
  version: z.number().int().positive(),
  sampleRateHz: z.number().int().min(1000).max(384_000),
  offsetSec: z.number().min(0).default(0),
  /** null: to the end of the clip. */
  durationSec: z.number().positive().nullable().default(null),
  cleaning: z.array(CleaningStepSchema).max(8),
  rows: z
    .array(AugmentationRowSchema)
    .min(1)
    .max(32)
    .refine(
      (rows) => rows[0]?.steps.length === 0,
      'the first row must be plain: it is the one that validates and tests',
    ),
  nFft: z.number().int().positive().default(2048),
  winLength: z.number().int().positive().optional(),
  hopLength: z.number().int().positive().default(512),
  features: z.array(FeatureSpecSchema).min(1).max(32),
  aggregation: AggregationSchema,
  /** Seed of the random augmentations; each (clip, row) has its own stream. */
  seed: z.number().int().min(0).max(0xffffffff).default(0),
});
export type Recipe = z.infer<typeof RecipeSchema>;
export type RecipeInput = z.input<typeof RecipeSchema>;

/** The study's 162 time-mean features: ZCR 1, chroma 12, MFCC 20, RMS 1, mel 128, of a plain and two augmented rows. */
export const STUDY_162: Recipe = RecipeSchema.parse({
  name: 'study-162',
  version: 1,
  sampleRateHz: 22_050,
  offsetSec: 0.6,
  durationSec: 2.5,
  cleaning: [],
  rows: [
    { name: 'plain', steps: [] },
    { name: 'noise', steps: [{ kind: 'noise', rate: 0.035 }] },
    {
      name: 'stretch-pitch',
      steps: [
        { kind: 'time-stretch', rate: 0.8 },
        { kind: 'pitch-shift', steps: 0.7 },
      ],
    },
  ],
  features: [
    { name: 'zeroCrossingRate' },
    { name: 'chromaStft', spectrogram: 'magnitude' },
    { name: 'mfcc', count: 20 },
    { name: 'rms' },
    { name: 'melSpectrogram', count: 128 },
  ],
  aggregation: { kind: 'mean' },
} satisfies RecipeInput);

/** The same features of the plain row only: three times faster to compute, and no worse across speakers. */
export const STUDY_162_PLAIN: Recipe = { ...STUDY_162, name: 'study-162-plain', rows: [{ name: 'plain', steps: [] }] };

export const STUDY_HYBRID_166: Recipe = RecipeSchema.parse({
  name: 'study-hybrid-166',
  version: 1,
  sampleRateHz: 22_050,
  cleaning: [{ kind: 'split', topDb: 30 }, { kind: 'normalise-peak' }, { kind: 'spectral-gate' }],
  rows: [
    { name: 'plain', steps: [] },
    { name: 'noise', steps: [{ kind: 'noise', rate: 0.005 }] },
    { name: 'pitch', steps: [{ kind: 'pitch-shift', steps: 0.5 }] },
    { name: 'stretch', steps: [{ kind: 'time-stretch', rate: 0.8 }] },
    { name: 'shift', steps: [{ kind: 'shift', maxSamples: 2205 }] },
  ],
  features: [
    { name: 'mfcc', count: 13 },
    { name: 'chromaStft' },
    { name: 'melSpectrogram', count: 128 },
    { name: 'spectralContrast' },
    { name: 'tonnetz' },
  ],
  aggregation: { kind: 'frames', frameCount: null },
} satisfies RecipeInput);

export const STUDY_RAW_144000: Recipe = RecipeSchema.parse({
  name: 'study-raw-144000',
  version: 1,
  sampleRateHz: 48_000,
  cleaning: [
    { kind: 'non-silent', thresholdDbfs: -50, minSilenceSec: 0.5, maxDurationSec: 3 },
    { kind: 'normalise-peak' },
    { kind: 'fix-length', lengthSec: 3 },
  ],
  rows: [{ name: 'plain', steps: [] }],
  features: [{ name: 'waveform' }],
  aggregation: { kind: 'samples', sampleCount: 144_000 },
} satisfies RecipeInput);

const SPEED_COPIES = [0.86, 0.92, 1.08, 1.15].map((rate) => ({
  name: `speed-${rate}`,
  steps: [{ kind: 'speed' as const, rate }],
}));

/** 803 statistics of log-mels, MFCC, 22 descriptors and pitch; four speed copies that only ever train. */
export const VOXBOARD_803: Recipe = RecipeSchema.parse({
  name: 'voxboard-803',
  version: 1,
  sampleRateHz: 16_000,
  cleaning: [{ kind: 'trim', topDb: 30, padSec: 0.05 }],
  rows: [{ name: 'plain', steps: [] }, ...SPEED_COPIES],
  nFft: 1024,
  winLength: 512,
  hopLength: 160,
  features: [{ name: 'logMelSpectrogram', count: 64 }, { name: 'voxboardDescriptors' }],
  aggregation: { kind: 'statistics-803' },
} satisfies RecipeInput);

/** The frames that CNN22 reads: 64 log-mels and 22 descriptors, pairs of frames averaged (20 ms), 144 of them. */
export const VOXBOARD_FRAMES_86: Recipe = {
  ...VOXBOARD_803,
  name: 'voxboard-frames-86',
  aggregation: { kind: 'frames', frameCount: 144, pairAverage: true },
};

export const RECIPE_PRESETS: readonly Recipe[] = [
  STUDY_162,
  STUDY_162_PLAIN,
  STUDY_HYBRID_166,
  STUDY_RAW_144000,
  VOXBOARD_803,
  VOXBOARD_FRAMES_86,
];

export function findRecipePreset(name: string): Recipe | null {
  return RECIPE_PRESETS.find((recipe) => recipe.name === name) ?? null;
}
