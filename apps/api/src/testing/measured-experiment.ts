import { hashOf } from '@voxboard/db';
import { EMOTIONS, type Protocol } from '@voxboard/domain';
import { makeClips } from '@voxboard/testkit';
import type { ApiUnderTest } from './api-under-test.js';

export const BOARD_CLIPS = 64;

/** A project with one dataset of 64 clips, where experiments of two folds can be put as if they had been trained. */
export interface BoardWorld {
  readonly api: ApiUnderTest;
  readonly projectId: string;
  readonly datasetId: string;
  readonly versionId: string;
  readonly featureSetId: string;
  readonly splitPlanId: string;
}

export interface Measured {
  readonly name: string;
  readonly protocol: Protocol;
  readonly folds: readonly number[];
  /** Of every ten clips so many are recognised. */
  readonly hitsOfTen: number;
  readonly finishedAt?: Date;
  readonly overrides?: Readonly<Record<string, unknown>>;
}

export async function makeBoardWorld(api: ApiUnderTest, slug: string): Promise<BoardWorld> {
  const projectId = (await api.make.project({ slug })).id;
  const datasetId = (await api.make.dataset({ projectId })).id;
  const versionId = (await api.make.datasetVersion({ datasetId }, makeClips(BOARD_CLIPS))).id;
  const featureSetId = (await api.make.featureSet({ datasetVersionId: versionId })).id;
  const splitPlanId = (await api.make.splitPlan({ datasetVersionId: versionId })).id;
  return { api, projectId, datasetId, versionId, featureSetId, splitPlanId };
}

/** An experiment whose fold k tested every second clip from k on; returns its id. */
export async function putExperiment(world: BoardWorld, measured: Measured): Promise<string> {
  const { name, protocol, folds, overrides = {} } = measured;
  const { id } = await world.api.make.experiment({
    projectId: world.projectId,
    name,
    featureSetId: world.featureSetId,
    protocol: { ...protocol },
    protocolName: protocol.name,
    protocolHash: hashOf(protocol),
    plannedFolds: protocol.name === 'study' ? 1 : 2,
    ...overrides,
  });
  for (const fold of folds) await putRun(world, id, fold, measured);
  return id;
}

/** A finished run of one fold with its predictions and matrix. */
export async function putRun(
  world: BoardWorld,
  experimentId: string,
  foldIndex: number,
  { hitsOfTen, finishedAt = new Date('2026-01-01T00:01:30Z') }: Pick<Measured, 'hitsOfTen' | 'finishedAt'>,
): Promise<void> {
  const { api, splitPlanId } = world;
  const startedAt = new Date(finishedAt.getTime() - 90_000);
  const run = await api.make.run({
    experimentId,
    source: 'LAUNCHED',
    status: 'FINISHED',
    splitPlanId,
    foldIndex,
    seed: 0,
    parameterCount: 1000,
    backend: { name: 'wasm', device: 'cpu', threads: 1, versions: {} },
    createdAt: startedAt,
    startedAt,
    finishedAt,
  });
  const counts = EMOTIONS.map(() => EMOTIONS.map(() => 0));
  const predictions = makeClips(BOARD_CLIPS).flatMap((clip, clipPosition) => {
    if (clipPosition % 2 !== foldIndex) return [];
    const actual = EMOTIONS.indexOf(clip.emotion ?? 'neutral');
    const isHit = (clipPosition * 7 + 3) % 10 < hitsOfTen;
    const predicted = isHit ? actual : (actual + 1) % EMOTIONS.length;
    const row = counts[actual];
    if (row) row[predicted] = (row[predicted] ?? 0) + 1;
    return [{ runId: run.id, split: 'TEST' as const, clipPosition, actual, predicted, probabilities: [] }];
  });
  const { prisma } = api.test.db;
  await prisma.prediction.createMany({ data: predictions });
  await prisma.confusionMatrix.create({
    data: { runId: run.id, split: 'TEST', labels: [...EMOTIONS], counts: counts.flat(), classes: [] },
  });
}
