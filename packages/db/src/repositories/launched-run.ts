import { type ExperimentConfig, ExperimentConfigSchema, type Fold, InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import type { Database } from '../database.js';
import type { FeatureSet, Run } from '../generated/client.js';

/** All that a worker needs to train a run. */
export interface LaunchedRun {
  readonly runId: string;
  readonly projectId: string;
  readonly attempt: number;
  readonly config: ExperimentConfig;
  readonly fold: Fold;
  readonly seed: number;
  readonly featureSet: FeatureSet;
  /** Whether its hyperparameters were chosen by validation scores: it is a trial of a sweep. */
  readonly isTuned: boolean;
}

const RowsSchema = z.array(z.tuple([z.number().int(), z.number().int()]));
const FoldsSchema = z.array(z.object({ train: RowsSchema, validation: RowsSchema, test: RowsSchema }));

/** Folds as stored (pairs) back as the domain has them. */
export function parseFolds(stored: unknown): Fold[] {
  const toRows = (rows: z.infer<typeof RowsSchema>) => rows.map(([clip, augmentation]) => ({ clip, augmentation }));
  return FoldsSchema.parse(stored).map((fold) => ({
    train: toRows(fold.train),
    validation: toRows(fold.validation),
    test: toRows(fold.test),
  }));
}

/** @throws InvalidInputError when the run's experiment or split is incomplete: it was not launched, but logged */
export async function readLaunchedRun(tx: Database, run: Run): Promise<LaunchedRun> {
  const experiment = await tx.prisma.experiment.findUniqueOrThrow({
    where: { id: run.experimentId },
    include: { featureSet: true, architecture: true, _count: { select: { trials: true } } },
  });
  const split = run.splitPlanId ? await tx.prisma.splitPlan.findUnique({ where: { id: run.splitPlanId } }) : null;
  const fold = split && run.foldIndex !== null ? parseFolds(split.folds)[run.foldIndex] : undefined;
  const { featureSet, architecture, task, protocol, hyperparameters } = experiment;
  if (!fold || !featureSet || !architecture || run.seed === null) {
    throw new InvalidInputError(
      `Run ${run.id} has no feature set, architecture or fold: only launched runs can be trained.`,
    );
  }
  return {
    runId: run.id,
    projectId: run.projectId,
    attempt: run.attempt,
    config: ExperimentConfigSchema.parse({ task, architecture: architecture.spec, protocol, hyperparameters }),
    fold,
    seed: run.seed,
    featureSet,
    isTuned: experiment._count.trials > 0,
  };
}
