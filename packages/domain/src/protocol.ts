import { z } from 'zod';

export const PROTOCOL_NAMES = ['study', 'by-clip', 'by-speaker', 'upm-5', 'emobox-6', 'loso', 'by-statement'] as const;
export const ProtocolNameSchema = z.enum(PROTOCOL_NAMES);
export type ProtocolName = z.infer<typeof ProtocolNameSchema>;

/**
 * How clips are split into train, validation and test. `study` splits augmented ROWS at random and validates on the
 * test part: the mistake of the source study, kept so that it can be shown; it is never ranked with the others.
 */
export const ProtocolSchema = z.object({
  name: ProtocolNameSchema,
  /** Folds of `by-clip` and `by-speaker`; the published lists, `loso` and `by-statement` have their own number. */
  foldCount: z.number().int().min(2).max(50).optional(),
  /** Test share of `study` and of `by-clip` with one fold. */
  testFraction: z.number().gt(0).lt(1).optional(),
  /** Share of the training clips (or groups) carved off for validation. */
  validationFraction: z.number().gt(0).lt(1).optional(),
});
export type Protocol = z.infer<typeof ProtocolSchema>;

/** True where no speaker may be in two parts of the split. */
export function claimsSpeakerIndependence(name: ProtocolName): boolean {
  return name === 'by-speaker' || name === 'upm-5' || name === 'emobox-6' || name === 'loso';
}

/** True where the score is known to be inflated by the split itself; shown apart, never ranked. */
export function isLeakyByDesign(name: ProtocolName): boolean {
  return name === 'study';
}

/** A row of a feature set: a clip, as it is (row 0) or augmented (row 1, 2 …). */
export interface RowRef {
  readonly clip: number;
  readonly augmentation: number;
}

/** One fold: explicit row lists into a feature set's rows. Test and validation hold plain rows only, except `study`. */
export interface Fold {
  readonly train: readonly RowRef[];
  readonly validation: readonly RowRef[];
  readonly test: readonly RowRef[];
}
