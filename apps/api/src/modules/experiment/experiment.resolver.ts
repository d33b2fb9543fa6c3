import type { ExperimentRow, ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Architecture } from '../architecture/architecture.type.js';
import { FeatureSet } from '../feature-set/feature-set.type.js';
import { Project } from '../project/project.type.js';
import { RunConnection } from '../run/run.type.js';
import { toConnection, toCountedConnection } from '../shared/connection.js';
import { requireListSize } from '../shared/list-size.js';
import { asResult } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError, NotReadyError } from '../shared/user-error.type.js';
import { ExperimentFilter } from './experiment.input.js';
import { Experiment, ExperimentConnection, RunCounts } from './experiment.type.js';
import { CloneExperimentInput, ExperimentRunsInput } from './experiment-change.input.js';
import { ExperimentRunsResult, ExperimentRunsSuccess } from './experiment-runs.result.js';
import { ExperimentScore } from './experiment-score.type.js';
import { LaunchExperimentInput } from './launch.input.js';
import { LaunchExperimentResult, LaunchExperimentSuccess } from './launch.result.js';
import { Protocol, ProtocolPreset } from './protocol.type.js';
import { protocolPresets, toProtocol } from './protocol-facts.js';

@Resolver(() => Experiment)
export class ExperimentResolver {
  @Access('VIEWER')
  @Query(() => Experiment, { nullable: true, description: 'The experiment with this id; null when there is none.' })
  experiment(@Arg('id', () => ID, { description: "The experiment's id." }) id: string, @Ctx() { loaders }: ApiContext) {
    return loaders.experiment.load(id);
  }

  @Access('VIEWER')
  @Query(() => [Experiment], {
    description: 'The experiments with these ids, in that order; those that do not exist are left out.',
  })
  async experiments(
    @Arg('ids', () => [ID], { description: 'Up to 1,000 ids.' }) ids: string[],
    @Ctx() { loaders }: ApiContext,
  ) {
    requireListSize(ids, 'ids');
    return (await Promise.all(ids.map((id) => loaders.experiment.load(id)))).filter((row) => row !== null);
  }

  @Access('VIEWER', { where: 'ANYWHERE' })
  @Query(() => [ProtocolPreset], { description: 'Protocols to choose from.' })
  protocolPresets(): ProtocolPreset[] {
    return protocolPresets();
  }

  @Access('EDITOR')
  @Mutation(() => LaunchExperimentResult, {
    description:
      'Queues the runs of an experiment, one per fold and seed. Launching a configuration again adds the folds and seeds that are new.',
  })
  launchExperiment(
    @Arg('input', () => LaunchExperimentInput, { description: 'What to train.' }) input: LaunchExperimentInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new LaunchExperimentSuccess(await services.launch.launch(input)),
      InvalidInputError,
      NotFoundError,
      NotReadyError,
      AlreadyExistsError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => LaunchExperimentResult, {
    description:
      'Launches the configuration of an experiment with changes; the new one names the original as `clonedFrom`.',
  })
  cloneExperiment(
    @Arg('input', () => CloneExperimentInput, { description: 'The original and the changes.' })
    input: CloneExperimentInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new LaunchExperimentSuccess(await services.experimentRuns.clone(input));
    return asResult(work, InvalidInputError, NotFoundError, NotReadyError, AlreadyExistsError);
  }

  @Access('EDITOR')
  @Mutation(() => ExperimentRunsResult, {
    description:
      'Stops all runs of an experiment: those that wait at once, those that train when their worker hears of it.',
  })
  cancelExperiment(
    @Arg('input', () => ExperimentRunsInput, { description: 'The experiment.' }) input: ExperimentRunsInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new ExperimentRunsSuccess(await services.experimentRuns.cancel(input));
    return asResult(work, NotFoundError, NotReadyError);
  }

  @Access('EDITOR')
  @Mutation(() => ExperimentRunsResult, {
    description:
      'Puts all failed and canceled runs of an experiment back into the queue; each goes on from its last checkpoint, or from its seed where it has none.',
  })
  resumeExperiment(
    @Arg('input', () => ExperimentRunsInput, { description: 'The experiment.' }) input: ExperimentRunsInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new ExperimentRunsSuccess(await services.experimentRuns.resume(input));
    return asResult(work, NotFoundError, NotReadyError);
  }

  @FieldResolver(() => Experiment, {
    nullable: true,
    description: 'The experiment that it was made from, with changes; null where it was not, or that one is gone.',
  })
  clonedFrom(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext) {
    return row.clonedFromId === null ? null : loaders.experiment.load(row.clonedFromId);
  }

  @FieldResolver(() => FeatureSet, { nullable: true, description: 'What it learns from; null for outside scripts.' })
  featureSet(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext) {
    return row.featureSetId === null ? null : loaders.featureSet.load(row.featureSetId);
  }

  @FieldResolver(() => Architecture, { nullable: true, description: 'The network; null for outside scripts.' })
  architecture(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext) {
    return row.architectureId === null ? null : loaders.architecture.load(row.architectureId);
  }

  @FieldResolver(() => Protocol, { nullable: true, description: 'How its clips are split; null for outside scripts.' })
  protocol(@Root() row: ExperimentRow): Protocol | null {
    return toProtocol(row.protocol, row.protocolHash);
  }

  @FieldResolver(() => RunConnection, { description: 'Its runs, oldest first.' })
  async runs(
    @Root() row: ExperimentRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers, loaders }: ApiContext,
  ) {
    const filter = { experimentId: row.id };
    const page = await loaders.runsOfExperiment.of({ first, after }).load(row.id);
    return page && toCountedConnection(page, () => readers.run.count(row.projectId, filter));
  }

  @FieldResolver(() => RunCounts, { description: 'Its runs by status.' })
  async runCounts(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext): Promise<RunCounts> {
    const counts = (await loaders.runCounts.load(row.id)) ?? {};
    return {
      queued: counts.QUEUED ?? 0,
      running: counts.RUNNING ?? 0,
      finished: counts.FINISHED ?? 0,
      failed: counts.FAILED ?? 0,
      canceled: counts.CANCELED ?? 0,
    };
  }

  @FieldResolver(() => ExperimentScore, {
    nullable: true,
    description: 'Pooled over all finished runs (every fold and seed), TEST split; null until a run has finished.',
  })
  score(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext) {
    return loaders.score.load(row.id);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext) {
    return loaders.project.load(row.projectId);
  }
}

@Resolver(() => Project)
export class ProjectExperimentsResolver {
  @FieldResolver(() => ExperimentConnection, { description: 'Its experiments, newest first.' })
  async experiments(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Arg('filter', () => ExperimentFilter, { nullable: true, description: 'Which experiments; all when left out.' })
    filter: ExperimentFilter | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.experiment.page(project.id, filter ?? {}, { first, after }));
  }
}
