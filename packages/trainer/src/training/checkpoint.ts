import { canonicalJson } from '@voxboard/domain';
import { z } from 'zod';
import { MalformedCheckpointError } from '../errors.js';
import type { EarlyStoppingState } from './early-stopping.js';
import type { LearningRateState } from './learning-rate.js';
import type { OptimizerState } from './optimizer.js';
import type { TrainRequest } from './train-request.js';

/** Everything a training needs to go on as if it had never stopped. Random numbers follow from seed and epoch. */
export interface TrainingState {
  readonly nextEpoch: number;
  readonly weights: readonly Float32Array[];
  readonly bestWeights: readonly Float32Array[] | null;
  readonly optimizer: OptimizerState;
  readonly learningRate: LearningRateState;
  readonly stopping: EarlyStoppingState;
  readonly average: { readonly count: number; readonly sums: readonly Float64Array[] };
}

const RateSchema = z.object({ rate: z.number(), best: z.number().nullable(), wait: z.number().int() });
const StoppingSchema = z.object({ best: z.number().nullable(), bestEpoch: z.number().int(), wait: z.number().int() });
const LengthsSchema = z.array(z.number().int().min(0));
const HeaderSchema = z.object({
  format: z.literal('voxboard-checkpoint'),
  version: z.literal(1),
  /** The request this belongs to. */
  request: z.string(),
  nextEpoch: z.number().int().min(1),
  step: z.number().int().min(0),
  learningRate: RateSchema,
  stopping: StoppingSchema,
  averageCount: z.number().int().min(0),
  weights: LengthsSchema,
  bestWeights: LengthsSchema.nullable(),
  slots: z.array(LengthsSchema),
  sums: LengthsSchema,
});

/** What must be equal for a checkpoint to be taken up. */
function requestKey({ config, seed, fold, labelNames, features }: TrainRequest): string {
  const parts = [fold.train.length, fold.validation.length, fold.test.length];
  return canonicalJson({ config, seed, parts, labelNames, shape: features.shape });
}

/** Header length (uint32), header (JSON), then the numbers, little-endian: float32, and float64 sums at the end. */
export function encodeCheckpoint(state: TrainingState, request: TrainRequest): Uint8Array {
  const lengths = (arrays: readonly { length: number }[]) => arrays.map((a) => a.length);
  const header = new TextEncoder().encode(
    JSON.stringify({
      format: 'voxboard-checkpoint',
      version: 1,
      request: requestKey(request),
      nextEpoch: state.nextEpoch,
      step: state.optimizer.step,
      learningRate: state.learningRate,
      stopping: state.stopping,
      averageCount: state.average.count,
      weights: lengths(state.weights),
      bestWeights: state.bestWeights && lengths(state.bestWeights),
      slots: state.optimizer.slots.map(lengths),
      sums: lengths(state.average.sums),
    } satisfies z.infer<typeof HeaderSchema>),
  );
  const arrays = [
    ...state.weights,
    ...(state.bestWeights ?? []),
    ...state.optimizer.slots.flat(),
    ...state.average.sums,
  ];
  const bytes = new Uint8Array(4 + header.length + arrays.reduce((sum, a) => sum + a.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  let at = 4 + header.length;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

/** @throws MalformedCheckpointError when the bytes are damaged or belong to another request */
export function decodeCheckpoint(bytes: Uint8Array, request: TrainRequest): TrainingState {
  const header = readHeader(bytes);
  if (header.request !== requestKey(request)) {
    throw new MalformedCheckpointError('The checkpoint belongs to another configuration, fold or seed. Start afresh.');
  }
  let at = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const take = (length: number, width: number): ArrayBuffer => {
    const end = at + length * width;
    if (end > bytes.length) throw new MalformedCheckpointError('The checkpoint is cut short. Start afresh.');
    // Not `slice`: a Node buffer's gives a view of its pool.
    const part = new Uint8Array(end - at);
    part.set(bytes.subarray(at, end));
    at = end;
    return part.buffer;
  };
  const floats = (lengths: readonly number[]) => lengths.map((n) => new Float32Array(take(n, 4)));
  return {
    nextEpoch: header.nextEpoch,
    weights: floats(header.weights),
    bestWeights: header.bestWeights && floats(header.bestWeights),
    optimizer: { step: header.step, slots: header.slots.map(floats) },
    learningRate: header.learningRate,
    stopping: header.stopping,
    average: { count: header.averageCount, sums: header.sums.map((n) => new Float64Array(take(n, 8))) },
  };
}

function readHeader(bytes: Uint8Array): z.infer<typeof HeaderSchema> {
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
    return HeaderSchema.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))));
  } catch (cause) {
    throw new MalformedCheckpointError('The checkpoint is not one of Voxboard’s, or damaged. Start afresh.', { cause });
  }
}
