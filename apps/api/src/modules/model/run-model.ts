import type { ArtifactRow, RunRow } from '@voxboard/db';
import {
  type BlobStore,
  CARD_FILE,
  MODEL_FILE,
  type ModelCard,
  ModelCardSchema,
  NotReadyError,
  type Recipe,
  WEIGHTS_FILE,
} from '@voxboard/domain';
import { z } from 'zod';

/** A model that can hear: its card with a recipe, and its three files under their names in a bundle. */
export interface RunModel {
  readonly card: ModelCard & { readonly recipe: Recipe };
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly mediaType: string;
  }[];
}

const FILES = [MODEL_FILE, WEIGHTS_FILE, CARD_FILE] as const;
const CardTextSchema = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

/** Why a run's model cannot be used; null where nothing is in the way as far as rows tell. */
export function obstacleOf(run: Pick<RunRow, 'status' | 'name'>, artifacts: readonly ArtifactRow[]): string | null {
  if (run.status !== 'FINISHED') {
    return `Run "${run.name}" is ${run.status}: only the model of a finished run can be used. Wait until it has ended well.`;
  }
  const missing = FILES.filter((path) => !artifacts.some((artifact) => artifact.path === path));
  if (missing.length === 0) return null;
  return `Run "${run.name}" has no ${missing.join(' and no ')}. Train it with Voxboard, or upload the files of a saved model.`;
}

/** @throws NotReadyError */
export async function readRunModel(
  run: Pick<RunRow, 'status' | 'name'>,
  artifacts: readonly ArtifactRow[],
  blobs: Pick<BlobStore, 'get'>,
): Promise<RunModel> {
  const obstacle = obstacleOf(run, artifacts);
  if (obstacle !== null) throw new NotReadyError(obstacle, { path: ['runId'] });
  const files = artifacts.flatMap(({ path, sha256, sizeBytes, mediaType }) =>
    FILES.some((wanted) => wanted === path)
      ? [{ path: path.slice(path.indexOf('/') + 1), sha256, sizeBytes, mediaType }]
      : [],
  );
  const cardFile = artifacts.find(({ path }) => path === CARD_FILE);
  const text = cardFile ? new TextDecoder().decode(await blobs.get(cardFile.sha256)) : '';
  const card = CardTextSchema.pipe(ModelCardSchema).safeParse(text);
  const recipe = card.data?.recipe ?? null;
  if (!card.success || recipe === null) {
    throw new NotReadyError(
      `The model of run "${run.name}" does not say how a recording becomes what it reads. Train it on a feature set of Voxboard.`,
      { path: ['runId'] },
    );
  }
  return { card: { ...card.data, recipe }, files };
}
