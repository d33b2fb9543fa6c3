import { createHash } from 'node:crypto';
import {
  type Clip,
  canonicalJson,
  EMOTIONS,
  type Fold,
  HyperparametersSchema,
  type Protocol,
  STUDY_162_PLAIN,
} from '@voxboard/domain';
import type { Database } from '../database.js';
import type {
  Architecture,
  Dataset,
  DatasetVersion,
  Experiment,
  FeatureSet,
  Prisma,
  Project,
  Run,
  SplitPlan,
  Worker,
} from '../generated/client.js';
import { newId } from '../new-id.js';
import { splitHash } from '../repositories/split.repository.js';

/** Rows a test needs before it can begin, each with everything above it made when it is not given. */
export interface Factories {
  project(overrides?: Partial<Prisma.ProjectUncheckedCreateInput>): Promise<Project>;
  dataset(overrides?: Partial<Prisma.DatasetUncheckedCreateInput>): Promise<Dataset>;
  /** With `clips` (default: `clips(16)`). */
  datasetVersion(
    overrides?: Partial<Prisma.DatasetVersionUncheckedCreateInput>,
    clips?: readonly Clip[],
  ): Promise<DatasetVersion>;
  /** READY, `study-162-plain`, unless overridden. */
  featureSet(overrides?: Partial<Prisma.FeatureSetUncheckedCreateInput>): Promise<FeatureSet>;
  /** `by-speaker` with two folds of the version's clips. */
  splitPlan(
    overrides: Partial<Prisma.SplitPlanUncheckedCreateInput> & { datasetVersionId: string },
  ): Promise<SplitPlan>;
  /** LAUNCHED, EMOTION, `mlp`, unless overridden. */
  experiment(overrides?: Partial<Prisma.ExperimentUncheckedCreateInput>): Promise<Experiment>;
  /** A preset `mlp` of the project's own, unless overridden. */
  architecture(overrides: Partial<Prisma.ArchitectureUncheckedCreateInput>): Promise<Architecture>;
  worker(overrides?: Partial<Prisma.WorkerUncheckedCreateInput>): Promise<Worker>;
  /** EXTERNAL and RUNNING unless overridden. */
  run(overrides?: Partial<Prisma.RunUncheckedCreateInput>): Promise<Run>;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `count` clips of four speakers, two of each gender, emotions in turn. */
export function makeClips(count: number, overrides: Partial<Clip> = {}): Clip[] {
  return Array.from({ length: count }, (_, i) => {
    const speaker = `0${1 + (i % 4)}`;
    const path = `Actor_${speaker}/clip-${String(i).padStart(4, '0')}.wav`;
    return {
      path,
      sha256: sha256(path),
      sizeBytes: 48_044,
      durationSec: 0.5,
      sampleRateHz: 48_000,
      channelCount: 1,
      speaker,
      gender: i % 2 === 0 ? 'male' : 'female',
      emotion: EMOTIONS[Math.floor(i / 4) % EMOTIONS.length] ?? null,
      intensity: 'normal',
      statement: 'kids',
      repetition: 1,
      ...overrides,
    };
  });
}

export const BY_SPEAKER: Protocol = { name: 'by-speaker', foldCount: 2 };

/** Two folds: odd clips test, even ones train, and the other way round. */
export function makeFolds(clipCount: number): Fold[] {
  const rows = Array.from({ length: clipCount }, (_, clip) => ({ clip, augmentation: 0 }));
  return [0, 1].map((test) => ({
    train: rows.filter(({ clip }) => clip % 2 !== test),
    validation: [],
    test: rows.filter(({ clip }) => clip % 2 === test),
  }));
}

/** As stored: pairs [clip, augmentation]. */
function storedFold({ train, validation, test }: Fold) {
  const pairs = (rows: Fold['train']) => rows.map(({ clip, augmentation }) => [clip, augmentation]);
  return { train: pairs(train), validation: pairs(validation), test: pairs(test) };
}

export function makeFactories({ prisma }: Pick<Database, 'prisma'>): Factories {
  let made = 0;
  const next = (): number => ++made;

  const featureSetOf = async (projectId: string) => {
    const { id: datasetId } = await factories.dataset({ projectId });
    const { id: datasetVersionId } = await factories.datasetVersion({ datasetId });
    return factories.featureSet({ datasetVersionId });
  };

  const factories: Factories = {
    project: (overrides = {}) => {
      const n = next();
      return prisma.project.create({ data: { id: newId(), slug: `project-${n}`, name: `Project ${n}`, ...overrides } });
    },

    dataset: async (overrides = {}) => {
      const projectId = overrides.projectId ?? (await factories.project()).id;
      return prisma.dataset.create({ data: { id: newId(), name: `dataset-${next()}`, ...overrides, projectId } });
    },

    datasetVersion: async (overrides = {}, clips = makeClips(16)) => {
      const datasetId = overrides.datasetId ?? (await factories.dataset()).id;
      const version = await prisma.datasetVersion.create({
        data: {
          id: newId(),
          number: 1,
          contentHash: sha256(`version ${next()}`),
          clipCount: clips.length,
          speakerCount: new Set(clips.map((clip) => clip.speaker)).size,
          totalDurationSec: clips.reduce((sum, clip) => sum + clip.durationSec, 0),
          ...overrides,
          datasetId,
        },
      });
      await prisma.clip.createMany({
        data: clips.map((clip, position) => ({
          id: newId(),
          datasetVersionId: version.id,
          position,
          ...clip,
          rmsDbfs: clip.rmsDbfs ?? null,
          peakDbfs: clip.peakDbfs ?? null,
        })),
      });
      return version;
    },

    featureSet: async (overrides = {}) => {
      const datasetVersionId = overrides.datasetVersionId ?? (await factories.datasetVersion()).id;
      const { clipCount } = await prisma.datasetVersion.findUniqueOrThrow({ where: { id: datasetVersionId } });
      return prisma.featureSet.create({
        data: {
          id: newId(),
          name: STUDY_162_PLAIN.name,
          recipe: JSON.parse(JSON.stringify(STUDY_162_PLAIN)),
          recipeHash: sha256(`recipe ${next()}`),
          status: 'READY',
          clipsDone: clipCount,
          clipsTotal: clipCount,
          rowsPerClip: 1,
          rowShape: [162],
          columnNames: [],
          matrixSha256: sha256('matrix'),
          ...overrides,
          datasetVersionId,
        },
      });
    },

    splitPlan: async (overrides) => {
      const folds = makeFolds(await prisma.clip.count({ where: { datasetVersionId: overrides.datasetVersionId } }));
      return prisma.splitPlan.create({
        data: {
          id: newId(),
          task: 'EMOTION',
          protocol: JSON.parse(JSON.stringify(BY_SPEAKER)),
          protocolName: BY_SPEAKER.name,
          protocolHash: sha256(canonicalJson(BY_SPEAKER)),
          seed: 0,
          rowsPerClip: 1,
          foldCount: folds.length,
          folds: folds.map(storedFold),
          splitHash: splitHash(folds),
          balance: [],
          ...overrides,
        },
      });
    },

    experiment: async (overrides = {}) => {
      const projectId = overrides.projectId ?? (await factories.project()).id;
      const featureSetId =
        overrides.featureSetId === undefined ? (await featureSetOf(projectId)).id : overrides.featureSetId;
      const isLaunched = (overrides.source ?? 'LAUNCHED') === 'LAUNCHED';
      const architectureId =
        overrides.architectureId === undefined && isLaunched
          ? (await factories.architecture({ projectId })).id
          : (overrides.architectureId ?? null);
      const n = next();
      return prisma.experiment.create({
        data: {
          id: newId(),
          name: `experiment-${n}`,
          source: 'LAUNCHED',
          task: 'EMOTION',
          protocol: JSON.parse(JSON.stringify(BY_SPEAKER)),
          protocolName: BY_SPEAKER.name,
          protocolHash: sha256(canonicalJson(BY_SPEAKER)),
          hyperparameters: JSON.parse(JSON.stringify(HyperparametersSchema.parse({ epochs: 3 }))),
          configHash: sha256(`config ${n}`),
          plannedFolds: 2,
          plannedSeeds: [0],
          ...overrides,
          projectId,
          featureSetId,
          architectureId,
        },
      });
    },

    architecture: (overrides) => {
      const spec = { kind: 'preset', preset: 'mlp', width: 1 };
      return prisma.architecture.create({
        data: {
          id: newId(),
          name: `architecture-${next()}`,
          spec,
          specHash: sha256(canonicalJson(spec)),
          inputKind: 'vector',
          ...overrides,
        },
      });
    },

    worker: (overrides = {}) =>
      prisma.worker.create({
        data: { id: newId(), name: `worker-${next()}`, host: 'localhost', pid: 1, ...overrides },
      }),

    run: async (overrides = {}) => {
      const experiment = overrides.experimentId
        ? await prisma.experiment.findUniqueOrThrow({ where: { id: overrides.experimentId } })
        : await factories.experiment({
            source: 'EXTERNAL',
            featureSetId: null,
            ...(overrides.projectId && { projectId: overrides.projectId }),
          });
      return prisma.run.create({
        data: {
          id: newId(),
          name: `run-${next()}`,
          source: 'EXTERNAL',
          status: 'RUNNING',
          ...overrides,
          projectId: experiment.projectId,
          experimentId: experiment.id,
        },
      });
    },
  };
  return factories;
}
