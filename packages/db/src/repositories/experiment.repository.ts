import { AlreadyExistsError, type ExperimentConfig, NotFoundError, type Task } from '@voxboard/domain';
import type { Database } from '../database.js';
import { type Experiment, Prisma } from '../generated/client.js';
import { newId } from '../new-id.js';
import { hashOf } from './hash.js';
import { toJsonColumn } from './json.js';

export interface NewExperiment {
  readonly projectId: string;
  readonly name: string;
  readonly config: ExperimentConfig;
  readonly featureSetId: string;
  readonly architectureId: string;
  readonly plannedFolds: number;
  readonly plannedSeeds: readonly number[];
  readonly tags: readonly string[];
  readonly notes: string;
  readonly clonedFromId?: string | null;
}

/** The identity of a configuration on a feature set: what makes two launches the same experiment. */
export function experimentHash(config: ExperimentConfig, featureSetId: string): string {
  return hashOf({ config, featureSetId });
}

export class ExperimentRepository {
  constructor(private readonly db: Database) {}

  /** @throws AlreadyExistsError when the project has an experiment of that name */
  async create(experiment: NewExperiment): Promise<Experiment> {
    const { config, plannedSeeds, tags, ...columns } = experiment;
    const data = {
      ...columns,
      id: newId(),
      source: 'LAUNCHED' as const,
      task: config.task,
      protocol: config.protocol,
      protocolName: config.protocol.name,
      protocolHash: hashOf(config.protocol),
      hyperparameters: toJsonColumn(config.hyperparameters),
      configHash: experimentHash(config, experiment.featureSetId),
      plannedSeeds: [...plannedSeeds],
      tags: [...tags],
    };
    try {
      return await this.db.prisma.experiment.create({ data });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
        throw new AlreadyExistsError('Experiment', experiment.name);
      }
      throw error;
    }
  }

  async findByConfig(projectId: string, configHash: string): Promise<Experiment | null> {
    return this.db.prisma.experiment.findFirst({
      where: { projectId, configHash, deletedAt: null },
      orderBy: { createdAt: 'asc' },
    });
  }

  /** Raises what is planned when runs of new folds or seeds join. */
  async extendPlan(experimentId: string, plannedFolds: number, seeds: readonly number[]): Promise<Experiment> {
    const experiment = await this.get(experimentId);
    const plannedSeeds = [...new Set([...experiment.plannedSeeds, ...seeds])].sort((a, b) => a - b);
    return this.db.prisma.experiment.update({
      where: { id: experimentId },
      data: { plannedFolds: Math.max(plannedFolds, experiment.plannedFolds), plannedSeeds },
    });
  }

  /** The experiment that an outside script logs to, made when it is not there. */
  async ensureExternal(projectId: string, name: string, task: Task | null): Promise<Experiment> {
    const data = { id: newId(), projectId, name, task, source: 'EXTERNAL' as const };
    await this.db.prisma.experiment.createMany({ data, skipDuplicates: true });
    return this.db.prisma.experiment.findUniqueOrThrow({ where: { projectId_name: { projectId, name } } });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Experiment> {
    const experiment = await this.db.prisma.experiment.findUnique({ where: { id } });
    if (!experiment) throw new NotFoundError('Experiment', id);
    return experiment;
  }
}
