import type { Split } from '../../generated/graphql';

/** Where the parts of one run, or of one experiment, are told apart: by colour, marker and line style. */
export const SPLIT_LOOKS: Readonly<Record<Split, { readonly label: string; readonly color: number }>> = {
  TRAIN: { label: 'Training', color: 0 },
  VALIDATION: { label: 'Validation', color: 1 },
  TEST: { label: 'Test', color: 2 },
};

/** The curves that a training is first judged by, in this order. */
export const MAIN_KEYS = ['loss', 'accuracy', 'uar', 'learning_rate'] as const;

const NAMES: Readonly<Record<string, string>> = {
  loss: 'Loss',
  accuracy: 'Accuracy',
  uar: 'UAR',
  macro_f1: 'Macro-F1',
  learning_rate: 'Learning rate',
};

export function metricTitle(key: string): string {
  return NAMES[key] ?? key;
}
