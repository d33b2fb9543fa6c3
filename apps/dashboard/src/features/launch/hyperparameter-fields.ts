/** How each hyperparameter is asked for; bounds are those of the domain's schema. */
export type HyperparameterField = {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly isAdvanced?: true;
} & (
  | {
      readonly kind: 'number';
      readonly isWhole?: true;
      /** Whether `none` may be said, for null. */
      readonly isOptional?: true;
      readonly min?: number;
      readonly max?: number;
      /** The bound itself is not allowed. */
      readonly isAboveMin?: true;
      readonly isBelowMax?: true;
    }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'flag' }
);

export const HYPERPARAMETER_FIELDS: readonly HyperparameterField[] = [
  { key: 'epochs', label: 'Epochs', kind: 'number', isWhole: true, min: 1, max: 10_000 },
  { key: 'batchSize', label: 'Batch size', kind: 'number', isWhole: true, min: 1, max: 65_536 },
  { key: 'learningRate', label: 'Learning rate', kind: 'number', min: 0, isAboveMin: true, max: 10 },
  { key: 'optimizer', label: 'Optimizer', kind: 'choice', options: ['adam', 'adamw', 'sgd', 'rmsprop'] },
  {
    key: 'schedule',
    label: 'Learning-rate schedule',
    kind: 'choice',
    options: ['constant', 'reduce-on-plateau', 'cosine'],
  },
  {
    key: 'earlyStoppingPatience',
    label: 'Early stopping',
    hint: 'epochs without progress, or none',
    kind: 'number',
    isWhole: true,
    isOptional: true,
    min: 1,
  },
  { key: 'classWeights', label: 'Class weights', kind: 'choice', options: ['none', 'balanced'] },
  { key: 'labelSmoothing', label: 'Label smoothing', kind: 'number', min: 0, max: 1, isBelowMax: true },
  { key: 'weightDecay', label: 'Weight decay', isAdvanced: true, kind: 'number', min: 0, max: 1 },
  {
    key: 'momentum',
    label: 'Momentum',
    hint: 'sgd only',
    isAdvanced: true,
    kind: 'number',
    min: 0,
    max: 1,
    isBelowMax: true,
  },
  {
    key: 'clipNorm',
    label: 'Gradient clipping',
    hint: 'norm, or none',
    isAdvanced: true,
    kind: 'number',
    isOptional: true,
    min: 0,
    isAboveMin: true,
  },
  {
    key: 'monitor',
    label: 'Watched metric',
    hint: 'of early stopping',
    isAdvanced: true,
    kind: 'choice',
    options: ['loss', 'accuracy', 'uar', 'macro_f1'],
  },
  { key: 'mixupAlpha', label: 'Mixup alpha', isAdvanced: true, kind: 'number', min: 0, max: 10 },
  { key: 'specAugment', label: 'SpecAugment', isAdvanced: true, kind: 'flag' },
  { key: 'standardize', label: 'Standardize features', isAdvanced: true, kind: 'flag' },
];
