import { parentPort, workerData } from 'node:worker_threads';
import { computeFeatureRows, decodeAudio } from '@voxboard/audio-dsp';
import { RecipeSchema } from '@voxboard/domain';
import { z } from 'zod';
import type { ExtractionOutcome } from './extracted-clip.js';

// One thread of the extraction pool: bytes of a recording in, feature rows out. A clip that cannot be read is an
// outcome, not a crash.
const { recipe } = z.object({ recipe: RecipeSchema }).parse(workerData);
const RequestSchema = z.object({ id: z.number(), bytes: z.instanceof(Uint8Array), clipSeed: z.number() });
const port = parentPort;
if (!port) throw new Error('extraction-thread must be started as a worker thread');

function extract(bytes: Uint8Array, clipSeed: number): ExtractionOutcome {
  try {
    const rows = computeFeatureRows(decodeAudio(bytes), recipe, clipSeed);
    const rowSize = rows.rowShape.reduce((product, size) => product * size, 1);
    const values = new Float32Array(rows.rows.length * rowSize);
    rows.rows.forEach((row, index) => {
      values.set(row, index * rowSize);
    });
    if (values.some((value) => !Number.isFinite(value)))
      return { ok: false, reason: 'the features are not finite numbers' };
    return {
      ok: true,
      clip: { rowCount: rows.rows.length, rowShape: rows.rowShape, columnNames: rows.columnNames, values },
    };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', (message) => {
  const { id, bytes, clipSeed } = RequestSchema.parse(message);
  const outcome = extract(bytes, clipSeed);
  port.postMessage({ id, outcome }, outcome.ok ? [outcome.clip.values.buffer as ArrayBuffer] : []);
});
