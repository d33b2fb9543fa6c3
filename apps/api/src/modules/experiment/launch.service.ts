import {
  type ArchitectureRow,
  type Database,
  DatasetRepository,
  ExperimentRepository,
  type ExperimentRow,
  experimentHash,
  type FeatureSetRow,
  type ProjectRow,
  parseFolds,
  RunRepository,
  type RunRow,
  SplitRepository,
} from '@voxboard/db';
import {
  type ClipLabels,
  ClipLabelsSchema,
  DomainError,
  type ExperimentConfig,
  InvalidInputError,
  NotReadyError,
} from '@voxboard/domain';
import { splitFolds } from '@voxboard/evaluation';
import { z } from 'zod';
import { createReaders, type Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema, NotesSchema, TagsSchema } from '../shared/text-schemas.js';
import { LaunchedBeforeError, SplitRefusedError } from './experiment.errors.js';
import type { LaunchExperimentInput } from './launch.input.js';
import { flatParams, launchConfig, requireFittingHead, requireFittingRows } from './launch-config.js';
import { type PlannedFold, parseSeeds, planFolds } from './launch-plan.js';

/** All seeds of an experiment share one split, so that they differ by training alone and pair clip by clip. */
const SPLIT_SEED = 0;

const TextSchema = z.object({
  name: NameSchema.nullish(),
  tags: TagsSchema,
  notes: NotesSchema,
  priority: z.number().int().min(-1000).max(1000),
});
const ReplySchema = z.object({ experimentId: z.string(), runIds: z.array(z.string()) });
type Reply = z.infer<typeof ReplySchema>;

/** A launch that has been checked against everything but the database's present experiments. */
export interface CheckedLaunch {
  readonly project: ProjectRow;
  readonly featureSet: FeatureSetRow;
  readonly architecture: ArchitectureRow;
  readonly config: ExperimentConfig;
  readonly seeds: readonly number[];
  readonly folds: readonly number[] | null;
  readonly text: z.infer<typeof TextSchema>;
  /** The experiment that this one is made from. */
  readonly clonedFromId: string | null;
}

/** Launches experiments: everything is checked before anything is written, and all of it is written in one transaction. */
export class LaunchService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws InvalidInputError, NotFoundError, NotReadyError, AlreadyExistsError, LaunchedBeforeError */
  async launch(
    input: LaunchExperimentInput,
    clonedFromId: string | null = null,
  ): Promise<{ experiment: ExperimentRow; runs: RunRow[] }> {
    const { idempotencyKey: key, ...rest } = input;
    const checked = { ...(await this.#check(input)), clonedFromId };
    const { experimentId, runIds } = await this.idempotency.once(
      { key, operation: 'launchExperiment', input: { ...rest } },
      ReplySchema,
      (tx) => this.#write(tx, checked),
    );
    const [experiment] = await this.readers.experiment.byIds([experimentId]);
    const runs = await this.readers.run.byIds(runIds);
    return {
      experiment: required(experiment, 'Experiment', experimentId),
      runs: runs.flatMap((run) => run ?? []),
    };
  }

  /**
   * Whether a launch would be taken, without launching: all but that its name is free.
   * @throws InvalidInputError, NotFoundError, NotReadyError
   */
  async check(input: LaunchExperimentInput): Promise<CheckedLaunch> {
    return { ...(await this.#check(input)), clonedFromId: null };
  }

  /**
   * As `check`, and the split too; what it would train.
   * @throws InvalidInputError, NotFoundError, NotReadyError, SplitRefusedError
   */
  async rehearse(input: LaunchExperimentInput, { needsValidation }: { readonly needsValidation: boolean }) {
    const checked = await this.check(input);
    const split = await ensureSplit(this.db, checked);
    const planned = planFolds(split.foldCount, checked.folds, checked.seeds);
    const folds = parseFolds(split.folds);
    const runs = planned.map(({ foldIndex, seed }) => ({
      foldIndex,
      seed,
      trainRows: folds[foldIndex]?.train.length ?? 0,
      validationRows: folds[foldIndex]?.validation.length ?? 0,
    }));
    const empty = runs.find(({ validationRows }) => validationRows === 0);
    if (needsValidation && empty) {
      throw new InvalidInputError(
        `Fold ${empty.foldIndex} has nothing to validate on, and trials are compared by validation. Choose a protocol with a validation part, or set validationFraction.`,
        { path: ['base', 'protocol'] },
      );
    }
    return { ...checked, runs };
  }

  async #check(input: LaunchExperimentInput): Promise<Omit<CheckedLaunch, 'clonedFromId'>> {
    const text = parseInput(TextSchema, {
      name: input.name,
      tags: input.tags ?? [],
      notes: input.notes ?? '',
      priority: input.priority ?? 0,
    });
    const seeds = parseSeeds(input.seeds);
    const project = required(await this.readers.project.bySlug(input.projectSlug), 'Project', input.projectSlug);
    const featureSet = await this.#featureSet(project, input.featureSetId);
    const architecture = await this.#architecture(project, input.architectureId);
    const config = launchConfig(input.task, architecture, input.protocol, input.hyperparameters);
    if (featureSet.status !== 'READY') {
      throw new NotReadyError(
        `Feature set "${featureSet.name}" is ${featureSet.status}. ${featureSet.status === 'FAILED' ? 'Compute it again' : 'Wait until it is READY'}, then launch.`,
        { path: ['featureSetId'] },
      );
    }
    requireFittingRows(architecture, featureSet);
    requireFittingHead(architecture, config.task);
    return { project, featureSet, architecture, config, seeds, folds: input.folds ?? null, text };
  }

  /** A feature set of another project is as good as none. */
  async #featureSet(project: ProjectRow, id: string): Promise<FeatureSetRow> {
    const [row] = await this.readers.featureSet.byIds([requireUuid('Feature set', id)]);
    const featureSet = required(row, 'Feature set', id);
    const [version] = await this.readers.dataset.versionsByIds([featureSet.datasetVersionId]);
    const [dataset] = version ? await this.readers.dataset.byIds([version.datasetId]) : [];
    return required(dataset?.projectId === project.id ? featureSet : null, 'Feature set', id);
  }

  async #architecture(project: ProjectRow, id: string): Promise<ArchitectureRow> {
    const [row] = await this.readers.architecture.byIds([requireUuid('Architecture', id)]);
    const isSeen = row?.projectId === null || row?.projectId === project.id;
    return required(isSeen ? row : null, 'Architecture', id);
  }

  async #write(tx: Database, launch: CheckedLaunch): Promise<Reply> {
    const { config, featureSet, project, text } = launch;
    const configHash = experimentHash(config, featureSet.id);
    // Two launches of one configuration take turns, so that the second finds the first's experiment.
    await tx.sql.query('/* lockConfiguration */ SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${project.id} ${configHash}`,
    ]);
    const split = await ensureSplit(tx, launch);
    const planned = planFolds(split.foldCount, launch.folds, launch.seeds);
    const experiments = new ExperimentRepository(tx);
    const existing = await experiments.findByConfig(project.id, configHash);
    const wanted = existing ? await withoutPresent(tx, existing.id, planned) : planned;
    if (existing && wanted.length === 0) throw new LaunchedBeforeError(existing.id, existing.name);
    const experiment = existing
      ? await experiments.extendPlan(existing.id, split.foldCount, launch.seeds)
      : await experiments.create({
          projectId: project.id,
          name: text.name ?? (await freeName(tx, launch)),
          config,
          featureSetId: featureSet.id,
          architectureId: launch.architecture.id,
          plannedFolds: split.foldCount,
          plannedSeeds: launch.seeds,
          tags: text.tags,
          notes: text.notes,
          clonedFromId: launch.clonedFromId,
        });
    const runs = await new RunRepository(tx).launch({
      projectId: project.id,
      experimentId: experiment.id,
      runs: wanted.map((fold) => ({
        ...fold,
        name: `${experiment.name} · fold ${fold.foldIndex + 1} · seed ${fold.seed}`,
        splitPlanId: split.id,
      })),
      params: flatParams(config, launch.architecture.name, featureSet.name),
      tags: text.tags,
      epochCount: config.hyperparameters.epochs,
      priority: text.priority,
    });
    return { experimentId: experiment.id, runIds: runs.map((run) => run.id) };
  }
}

/** @throws SplitRefusedError */
async function ensureSplit(tx: Database, { config, featureSet }: CheckedLaunch) {
  const { task, protocol } = config;
  const { datasetVersionId, rowsPerClip } = featureSet;
  const clips = await labelsOf(tx, datasetVersionId);
  try {
    const key = { datasetVersionId, task, protocol, seed: SPLIT_SEED, rowsPerClip };
    // Computed whether stored or not: it is what refuses a protocol that these clips cannot serve.
    const computed = splitFolds(protocol, clips, rowsPerClip, task, SPLIT_SEED);
    requireValidation(config, computed.folds);
    return await new SplitRepository(tx).ensure(key, () => computed);
  } catch (error) {
    throw error instanceof DomainError && !(error instanceof InvalidInputError) ? new SplitRefusedError(error) : error;
  }
}

async function labelsOf(tx: Database, versionId: string): Promise<ClipLabels[]> {
  const clips = await new DatasetRepository(tx).clips(versionId);
  return clips.map((clip) => ClipLabelsSchema.parse(clip));
}

/** @throws InvalidInputError when something watches a validation part that is empty. */
function requireValidation(
  { hyperparameters }: ExperimentConfig,
  folds: readonly { validation: readonly unknown[] }[],
): void {
  const empty = folds.findIndex((fold) => fold.validation.length === 0);
  const watcher =
    hyperparameters.earlyStoppingPatience !== null
      ? 'earlyStoppingPatience'
      : hyperparameters.schedule.kind === 'reduce-on-plateau'
        ? 'schedule'
        : null;
  if (empty < 0 || watcher === null) return;
  throw new InvalidInputError(
    `Fold ${empty} has nothing to validate on, and "${watcher}" watches the validation part. Use another protocol, or a "${watcher}" that does not watch it.`,
    { path: ['hyperparameters', watcher] },
  );
}

async function withoutPresent(
  tx: Database,
  experimentId: string,
  planned: readonly PlannedFold[],
): Promise<PlannedFold[]> {
  const present = await createReaders(tx).run.foldsOf(experimentId);
  const names = new Set(present.map(({ foldIndex, seed }) => `${foldIndex} ${seed}`));
  return planned.filter(({ foldIndex, seed }) => !names.has(`${foldIndex} ${seed}`));
}

/** The parts' names, numbered when an experiment has them already. */
async function freeName(tx: Database, { project, architecture, featureSet, config }: CheckedLaunch): Promise<string> {
  const { experiment } = createReaders(tx);
  const base =
    `${config.task.toLowerCase()} · ${architecture.name} · ${featureSet.name} · ${config.protocol.name}`.slice(0, 180);
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} (${number})`;
    if ((await experiment.byName(project.id, name)) === null) return name;
  }
}
