import { createHash, type Hash } from 'node:crypto';
import type { LogMetricsInput, MetricColumnInput, PackedMetricColumnInput } from './metric.input.js';

/** Enough to tell any two batches of a run apart, and no more bytes a batch than that. */
const HASH_BYTES = 16;

/** What a batch asks to be stored, in short: the same for the same numbers, packed or not, whenever they are sent. */
export function hashOfBatch({ columns, packedColumns, epochsDone }: LogMetricsInput): Uint8Array {
  const hash = createHash('sha256').update(`${epochsDone ?? ''}\n`);
  for (const column of columns) addColumn(hash, column);
  for (const column of packedColumns) addColumn(hash, column);
  return hash.digest().subarray(0, HASH_BYTES);
}

function addColumn(
  hash: Hash,
  { key, split, steps, values, timestampsMs }: MetricColumnInput | PackedMetricColumnInput,
) {
  const lengths = [key.length, steps.length, values.length, timestampsMs?.length ?? ''];
  hash.update(`${lengths.join(' ')} ${split} ${key}\n`);
  hash.update(steps instanceof Int32Array ? steps : Int32Array.from(steps)).update(doubles(values));
  if (timestampsMs) hash.update(doubles(timestampsMs));
}

/** Packed numbers are what they are: copying them would take longer than the rest. */
function doubles(numbers: number[] | Float64Array): Float64Array {
  return numbers instanceof Float64Array ? numbers : Float64Array.from(numbers);
}
