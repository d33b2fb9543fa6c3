import { z } from 'zod';
import { canonicalJson } from './canonical-json.js';
import { ClipLabelsSchema } from './clip.js';
import { SplitSchema } from './metric.js';
import { ProtocolNameSchema } from './protocol.js';
import { RowPairsSchema, RunEvidenceSchema } from './run-evidence.js';
import { TaskSchema } from './task.js';

/**
 * What a run's certificate is made from, in parts, each as canonical JSON text. The certificate names the SHA-256 of
 * every part: whoever has the texts can take the hashes, read them and do the whole audit again.
 */
export const AUDIT_PARTS = [
  'subject',
  'clips',
  'split',
  'evidence',
  'near-duplicates',
  'predictions',
  'scores',
] as const;
export const AuditPartSchema = z.enum(AUDIT_PARTS);
export type AuditPart = z.infer<typeof AuditPartSchema>;

export interface AuditPartText {
  readonly part: AuditPart;
  /** Canonical JSON of the part's schema; `null` where there is nothing. */
  readonly text: string;
}

const HashSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** JSON has no NaN and no infinity: they travel as text. */
const MeasurementSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]).nullable();
export type RecordedMeasurement = z.infer<typeof MeasurementSchema>;

const SubjectSchema = z.object({
  version: z.literal(1),
  runId: z.string(),
  source: z.enum(['LAUNCHED', 'EXTERNAL']),
  task: TaskSchema,
  protocol: ProtocolNameSchema,
  /** Class names in index order. */
  labels: z.array(z.string()),
  /** What the run's experiment says of itself: boards go by it. */
  experiment: z.object({ id: z.string(), task: TaskSchema.nullable(), protocolHash: HashSchema.nullable() }),
  foldIndex: z.number().int().nullable(),
  seed: z.number().int().nullable(),
  /** Content hash of the dataset version; null where an outside script brought its own clip list. */
  datasetHash: HashSchema.nullable(),
});

/** Index = clip index of every row. */
const RecordedClipsSchema = z.array(
  ClipLabelsSchema.extend({ path: z.string(), sha256: HashSchema.nullable() }).readonly(),
);

/** The planned split: all folds, and the hash it was stored with. Null for outside runs. */
const RecordedSplitSchema = z
  .object({
    splitHash: HashSchema,
    protocolHash: HashSchema,
    seed: z.number().int(),
    folds: z.array(z.object({ train: RowPairsSchema, validation: RowPairsSchema, test: RowPairsSchema })),
  })
  .nullable();

/** Pairs of clips with nearly the same sound. Null: nobody listened. */
const NearDuplicatesSchema = z
  .object({
    fingerprintVersion: z.number().int(),
    /** [first clip, second clip, share of bits that differ]. */
    pairs: z.array(z.tuple([z.number().int(), z.number().int(), z.number()])),
    /** Clips without a fingerprint. */
    unheard: z.array(z.number().int()),
  })
  .nullable();

const RecordedPredictionSchema = z.tuple([
  SplitSchema,
  z.number().int(),
  z.number().int(),
  z.number().int(),
  z.number().int(),
  z.array(MeasurementSchema),
]);

const RecordedScoresSchema = z.object({
  matrices: z.array(
    z.object({
      split: SplitSchema,
      labels: z.array(z.string()),
      /** Row-major `counts[actual][predicted]`. */
      counts: z.array(z.number().int()),
      classes: z.array(z.unknown()),
    }),
  ),
  /** Every TEST series: its last point, and the summary that tables and boards sort by. */
  metrics: z.array(
    z.object({
      key: z.string(),
      count: z.number().int(),
      lastStep: z.number().int().nullable(),
      point: MeasurementSchema,
      last: MeasurementSchema,
      min: MeasurementSchema,
      max: MeasurementSchema,
    }),
  ),
});

export const AuditRecordSchema = z.object({
  subject: SubjectSchema,
  clips: RecordedClipsSchema,
  split: RecordedSplitSchema,
  evidence: RunEvidenceSchema,
  'near-duplicates': NearDuplicatesSchema,
  /** [split, clip, augmentation, actual, predicted, probabilities]. */
  predictions: z.array(RecordedPredictionSchema),
  scores: RecordedScoresSchema,
});
export type AuditRecord = z.infer<typeof AuditRecordSchema>;

/** The parts of a record as texts, in order. Values need not be valid: what is stored is what is hashed. */
export function auditPartTexts(values: Readonly<Record<AuditPart, unknown>>): AuditPartText[] {
  return AUDIT_PARTS.map((part) => ({ part, text: canonicalJson(values[part] ?? null) }));
}

/** A number as the record has it. */
export function recordedMeasurement(value: number | null): RecordedMeasurement {
  if (value === null || Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
