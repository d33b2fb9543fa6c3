import { parentPort, workerData } from 'node:worker_threads';
import { RecipeExtractor } from '@voxboard/audio-dsp';
import { decodeAudio } from '@voxboard/corpora/decoding';
import { RecipeSchema } from '@voxboard/domain';
import { z } from 'zod';
import type { ExtractionOutcome } from './extracted-clip.js';
import { stackRows } from './stack-rows.js';

// One thread of the extraction pool: bytes of a recording in, feature rows out. A clip that cannot be read is an
// outcome, not a crash.
const { recipe } = z.object({ recipe: RecipeSchema }).parse(workerData);
const RequestSchema = z.object({ bytes: z.instanceof(Uint8Array), clipSeed: z.number() });
const port = parentPort;
if (!port) throw new Error('extraction-thread must be started as a worker thread');
const extractor = new RecipeExtractor(recipe);

async function extract(bytes: Uint8Array, clipSeed: number): Promise<ExtractionOutcome> {
  try {
    const clip = stackRows(
      extractor.computeSection(await decodeAudio(bytes, recipe), clipSeed),
      recipe.aggregation.kind,
    );
    if (clip.values.some((value) => !Number.isFinite(value))) {
      return { ok: false, reason: 'the features are not finite numbers' };
    }
    return { ok: true, clip };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', async (message) => {
  const { bytes, clipSeed } = RequestSchema.parse(message);
  const outcome = await extract(bytes, clipSeed);
  const transferred =
    outcome.ok && outcome.clip.values.buffer instanceof ArrayBuffer ? [outcome.clip.values.buffer] : [];
  port.postMessage({ outcome }, transferred);
});
