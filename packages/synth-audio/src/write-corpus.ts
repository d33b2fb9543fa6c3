import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { encodeWav16 } from '@voxboard/audio-dsp';
import { DomainError } from '@voxboard/domain';
import type { ClipPlan } from './clip-plan.js';
import { SYNTHESIS_RATE_HZ } from './control-tracks.js';
import { type CorpusOptions, planCorpus } from './corpus-plan.js';
import { renderClip } from './render-clip.js';

/** Thrown when the target folder holds files that are not part of the corpus to be written: they would end up in it. */
export class FolderHoldsOtherFilesError extends DomainError {
  readonly code = 'FOLDER_HOLDS_OTHER_FILES';
  constructor(
    readonly folder: string,
    readonly example: string,
  ) {
    super(`${folder} holds other files already, for example ${example}. Choose an empty folder or remove them.`);
  }
}

export interface WriteCorpusOptions extends CorpusOptions {
  /** Stops between two clips; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface CorpusProgress {
  readonly done: number;
  readonly total: number;
  readonly path: string;
}

export interface WrittenCorpus {
  readonly folder: string;
  readonly plans: readonly ClipPlan[];
  readonly sizeBytes: number;
}

/** The file of a planned clip: 16-bit PCM, mono, 48 kHz. */
export function clipWav(plan: ClipPlan): Uint8Array {
  return encodeWav16(renderClip(plan), SYNTHESIS_RATE_HZ);
}

/**
 * Writes a corpus into a folder (made if missing). Writing again with the same options replaces the same files by the
 * same bytes, so that an interrupted call can be repeated.
 * @throws InvalidInputError, FolderHoldsOtherFilesError
 */
export async function writeCorpus(
  folder: string,
  options: WriteCorpusOptions,
  onProgress: (progress: CorpusProgress) => void = () => {},
): Promise<WrittenCorpus> {
  const plans = planCorpus(options);
  await refuseOtherFiles(folder, plans);
  let sizeBytes = 0;
  for (const [index, plan] of plans.entries()) {
    options.signal?.throwIfAborted();
    const bytes = clipWav(plan);
    const target = join(folder, plan.path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
    sizeBytes += bytes.length;
    onProgress({ done: index + 1, total: plans.length, path: plan.path });
  }
  return { folder, plans, sizeBytes };
}

async function refuseOtherFiles(folder: string, plans: readonly ClipPlan[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const planned = new Set(plans.map((plan) => plan.path));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!planned.has(path)) throw new FolderHoldsOtherFilesError(folder, path);
  }
}
