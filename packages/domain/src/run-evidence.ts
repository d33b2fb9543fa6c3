import { z } from 'zod';

/** The parts of a split by the names that folds give them. */
export const FoldPartSchema = z.enum(['train', 'validation', 'test']);
export type FoldPart = z.infer<typeof FoldPartSchema>;

/** Rows as pairs [clip, augmentation]. */
export const RowPairsSchema = z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])).readonly();

/** Which parts decisions about the model were taken on. */
export const SelectionStatementSchema = z.object({
  /** What early stopping, learning-rate reduction and the choice of the checkpoint watched. */
  stoppedOn: z.union([FoldPartSchema, z.literal('nothing')]),
  /** What hyperparameters were chosen by: empty where they were fixed beforehand, null where nobody recorded it. */
  tunedOn: z.array(FoldPartSchema).readonly().nullable(),
});
export type SelectionStatement = z.infer<typeof SelectionStatementSchema>;

/**
 * How a run was really made, as whoever trained it states it: the rows that were handed to the optimiser, to validation
 * and to the test, not those that were planned. Null always means "not recorded". Rows are ascending pairs.
 */
export const RunEvidenceSchema = z.object({
  version: z.literal(1),
  trained: RowPairsSchema,
  validated: RowPairsSchema,
  tested: RowPairsSchema,
  /** Rows that any fitted preparation (scaling, feature choice) saw; empty: nothing was fitted. */
  fitted: RowPairsSchema.nullable(),
  /** Rows used without their labels to adapt anything; empty: none. */
  unlabelled: RowPairsSchema.nullable(),
  selection: SelectionStatementSchema.nullable(),
  /** Class index each clip was used with, by clip; null for a clip that has none. */
  labels: z.array(z.number().int().min(0).nullable()).readonly().nullable(),
});
export type RunEvidence = z.infer<typeof RunEvidenceSchema>;
