import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { STUDY_162, STUDY_162_PLAIN } from '@voxboard/domain';
import { extractAll, FeatureCache, writeFeatureMatrix } from '@voxboard/extraction';
import { z } from 'zod';

const RequestSchema = z.object({
  files: z.array(z.string()).min(1),
  /** Clips to extract; the files are taken again and again, each time as another clip. */
  count: z.number().int().positive(),
  recipe: z.enum(['study-162', 'study-162-plain']),
  threadCount: z.number().int().positive(),
});
export type ExtractionRequest = z.infer<typeof RequestSchema>;

const ResultSchema = z.object({ wallSec: z.number(), peakMb: z.number(), failed: z.number() });

/**
 * Runs the extraction engine (threads, cache on disk, matrix) over many clips in a process of its own, so that its peak of
 * resident memory is that of the engine alone.
 */
export async function extractInProcess(request: ExtractionRequest): Promise<z.infer<typeof ResultSchema>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fileURLToPath(import.meta.url), JSON.stringify(request)],
    { maxBuffer: 1 << 20 },
  );
  return ResultSchema.parse(JSON.parse(stdout));
}

async function run(request: ExtractionRequest): Promise<z.infer<typeof ResultSchema>> {
  const folder = await mkdtemp(join(tmpdir(), 'voxboard-bench-set-'));
  const start = performance.now();
  try {
    const clips = Array.from({ length: request.count }, (_, i) => ({ path: String(i), sha256: hashOf(i) }));
    const recipe = request.recipe === 'study-162' ? STUDY_162 : STUDY_162_PLAIN;
    const cache = new FeatureCache(folder, 'bench');
    const { failures, rowShape } = await extractAll({
      clips,
      recipe,
      cache,
      blobs: { get: (sha256) => readFile(fileOf(sha256, request.files)) },
      threadCount: request.threadCount,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    await writeFeatureMatrix(join(folder, 'matrix.npy'), { clips, rowsPerClip: recipe.rows.length, rowShape, cache });
    return {
      wallSec: (performance.now() - start) / 1000,
      peakMb: process.resourceUsage().maxRSS / 1024,
      failed: failures.length,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Stands for the hash of clip `i`; its start is the seed of the clip's random choices. */
function hashOf(i: number): string {
  return i.toString(16).padStart(8, '0').padEnd(64, '0');
}

function fileOf(sha256: string, files: readonly string[]): string {
  return files[Number.parseInt(sha256.slice(0, 8), 16) % files.length] ?? '';
}

const [, script, request] = process.argv;
if (script === fileURLToPath(import.meta.url) && request !== undefined) {
  process.stdout.write(JSON.stringify(await run(RequestSchema.parse(JSON.parse(request)))));
}
