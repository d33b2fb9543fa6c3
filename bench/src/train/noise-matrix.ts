import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npyHeader } from '@voxboard/audio-dsp';
import { Rng } from '@voxboard/domain';
import { FeatureMatrixReader } from '@voxboard/extraction';

/** Rows of normal noise in a matrix file, as a worker finds them: large sets are read while they are trained. */
export function noiseMatrix(rowCount: number, shape: readonly number[]): FeatureMatrixReader {
  const folder = mkdtempSync(join(tmpdir(), 'voxboard-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // The benchmark ends its sides so.
  process.once('SIGTERM', () => process.exit(0));
  const path = join(folder, 'rows.npy');
  const columns = shape.reduce((a, b) => a * b, 1);
  const file = openSync(path, 'w');
  writeSync(file, npyHeader([rowCount, ...shape], 4));
  const rng = new Rng(1);
  const row = new Float32Array(columns);
  for (let i = 0; i < rowCount; i++) {
    for (let j = 0; j < columns; j++) row[j] = rng.normal();
    writeSync(file, new Uint8Array(row.buffer));
  }
  closeSync(file);
  // The study's raw set has nine times the rows of the benchmark's: it would not be kept in memory.
  return columns > 10_000 ? new FeatureMatrixReader(path, 0) : new FeatureMatrixReader(path);
}
