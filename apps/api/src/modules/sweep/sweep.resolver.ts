import type { ExperimentRow, ProjectRow, SelectionRow, SweepRow, SweepTrialRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Float, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import { type ApiContext, renewLoaders } from '../../context.js';
import { Experiment } from '../experiment/experiment.type.js';
import { Project } from '../project/project.type.js';
import { toConnection } from '../shared/connection.js';
import { asResult } from '../shared/mutation-result.js';
import { Json } from '../shared/scalars.js';
import {
  AlreadyExistsError,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
  NotReadyError,
} from '../shared/user-error.type.js';
import {
  bestTrial,
  countTrials,
  definitionOf,
  importanceOf,
  selectionNote,
  stoppingLedger,
  toDimensionType,
  toEarlyStoppingType,
  toObjectiveType,
} from './show-sweep.js';
import { CreateSweepInput, SweepInput, SweepMethodEnum } from './sweep.input.js';
import { ChangeSweepResult, ChangeSweepSuccess, CreateSweepResult, CreateSweepSuccess } from './sweep.result.js';
import {
  ExperimentSelection,
  METHOD_SHOWN,
  StoppingLedger,
  Sweep,
  SweepConnection,
  SweepDimension,
  SweepEarlyStopping,
  SweepImportance,
  SweepLimits,
  SweepObjective,
  SweepTrial,
  SweepTrialConnection,
  TrialCounts,
} from './sweep.type.js';

@Resolver(() => Sweep)
export class SweepResolver {
  @Access('VIEWER')
  @Query(() => Sweep, { nullable: true, description: 'The sweep with this id; null when there is none.' })
  sweep(@Arg('id', () => ID, { description: "The sweep's id." }) id: string, @Ctx() { loaders }: ApiContext) {
    return loaders.sweep.load(id);
  }

  @Access('EDITOR')
  @Mutation(() => CreateSweepResult, {
    description:
      'Begins a search: trials are proposed, launched and, where asked for, stopped early, by what is seen on the validation part. Everything that could be launched is checked first.',
  })
  createSweep(
    @Arg('input', () => CreateSweepInput, { description: 'What to search, how and how long.' }) input: CreateSweepInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new CreateSweepSuccess(await services.sweep.create(input));
    return asResult(work, InvalidInputError, NotFoundError, NotReadyError, AlreadyExistsError);
  }

  @Access('EDITOR')
  @Mutation(() => ChangeSweepResult, { description: 'Begins no more trials; those under way go on.' })
  pauseSweep(
    @Arg('input', () => SweepInput, { description: 'The sweep.' }) input: SweepInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new ChangeSweepSuccess(await services.sweep.pause(input));
    return asResult(work, NotFoundError, IllegalTransitionError);
  }

  @Access('EDITOR')
  @Mutation(() => ChangeSweepResult, { description: 'Goes on with a paused sweep.' })
  resumeSweep(
    @Arg('input', () => SweepInput, { description: 'The sweep.' }) input: SweepInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new ChangeSweepSuccess(await services.sweep.resume(input));
    return asResult(work, NotFoundError, IllegalTransitionError);
  }

  @Access('EDITOR')
  @Mutation(() => ChangeSweepResult, { description: 'Ends a sweep and cancels its trials that have not ended.' })
  cancelSweep(
    @Arg('input', () => SweepInput, { description: 'The sweep.' }) input: SweepInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new ChangeSweepSuccess(await services.sweep.cancel(input));
    return asResult(work, NotFoundError, IllegalTransitionError);
  }

  @Access('VIEWER')
  @Subscription(() => Sweep, {
    description: 'Sweeps of a project when something about them or their trials changes.',
    subscribe: ({ args, context }: { args: { projectSlug: string }; context: ApiContext }) =>
      context.services.live.sweeps(args.projectSlug),
  })
  sweepChanged(
    @Root() sweep: SweepRow,
    @Arg('projectSlug', () => String, { description: 'The project.' }) _projectSlug: string,
    @Ctx() context: ApiContext,
  ): SweepRow {
    renewLoaders(context);
    return sweep;
  }

  @FieldResolver(() => Json, { description: 'What all trials share, as createSweep took it.' })
  base(@Root() row: SweepRow) {
    return definitionOf(row).base;
  }

  @FieldResolver(() => [SweepDimension], { description: 'What is searched.' })
  space(@Root() row: SweepRow): SweepDimension[] {
    return definitionOf(row).space.map(toDimensionType);
  }

  @FieldResolver(() => SweepMethodEnum, { description: 'How trials are chosen.' })
  method(@Root() row: SweepRow) {
    return METHOD_SHOWN[definitionOf(row).method.kind];
  }

  @FieldResolver(() => Int, { description: 'Seed of the search.' })
  seed(@Root() row: SweepRow): number {
    return definitionOf(row).seed;
  }

  @FieldResolver(() => SweepObjective, { description: 'What it makes as good as it can.' })
  objective(@Root() row: SweepRow): SweepObjective {
    return toObjectiveType(definitionOf(row));
  }

  @FieldResolver(() => SweepEarlyStopping, { description: 'When trials are stopped early.' })
  earlyStopping(@Root() row: SweepRow): SweepEarlyStopping {
    return toEarlyStoppingType(definitionOf(row));
  }

  @FieldResolver(() => SweepLimits, { description: 'When it ends.' })
  limits(@Root() row: SweepRow): SweepLimits {
    return definitionOf(row).limits;
  }

  @FieldResolver(() => SweepTrialConnection, { description: 'Its trials, by number.' })
  async trials(
    @Root() row: SweepRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.sweep.trialPage(row.id, { first, after }));
  }

  @FieldResolver(() => TrialCounts, { description: 'Its trials by status.' })
  async trialCounts(@Root() row: SweepRow, @Ctx() { loaders }: ApiContext): Promise<TrialCounts> {
    return countTrials(await loaders.trialsOfSweep.load(row.id));
  }

  @FieldResolver(() => SweepTrial, { nullable: true, description: 'The best complete trial; null until there is one.' })
  async bestTrial(@Root() row: SweepRow, @Ctx() { loaders }: ApiContext): Promise<SweepTrialRow | null> {
    return bestTrial(await loaders.trialsOfSweep.load(row.id), definitionOf(row));
  }

  @FieldResolver(() => SweepImportance, { description: 'What the dimensions have to do with the result.' })
  async importance(@Root() row: SweepRow, @Ctx() { loaders }: ApiContext): Promise<SweepImportance> {
    return importanceOf(await loaders.trialsOfSweep.load(row.id), definitionOf(row));
  }

  @FieldResolver(() => StoppingLedger, { description: 'What stopping early saved, and what it may have cost.' })
  async stopping(@Root() row: SweepRow, @Ctx() { loaders }: ApiContext): Promise<StoppingLedger> {
    return stoppingLedger(await loaders.trialsOfSweep.load(row.id), definitionOf(row));
  }

  @FieldResolver(() => Float, { description: 'Seconds that the runs of ended trials trained.' })
  async trainSeconds(@Root() row: SweepRow, @Ctx() { loaders }: ApiContext): Promise<number> {
    const trials = await loaders.trialsOfSweep.load(row.id);
    return trials.reduce((sum, trial) => sum + (trial.trainSeconds ?? 0), 0);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Root() row: SweepRow, @Ctx() { loaders }: ApiContext) {
    return loaders.project.load(row.projectId);
  }
}

@Resolver(() => SweepTrial)
export class SweepTrialResolver {
  @FieldResolver(() => Experiment, {
    nullable: true,
    description: 'Its experiment; null before it is launched, and where that was removed.',
  })
  experiment(@Root() row: SweepTrialRow, @Ctx() { loaders }: ApiContext) {
    return row.experimentId === null ? null : loaders.experiment.load(row.experimentId);
  }
}

@Resolver(() => ExperimentSelection)
export class ExperimentSelectionResolver {
  @FieldResolver(() => Sweep, { description: 'The sweep.' })
  sweep(@Root() row: SelectionRow, @Ctx() { loaders }: ApiContext) {
    return loaders.sweep.load(row.sweepId);
  }

  @FieldResolver(() => String, { description: 'How it was chosen, or was not, in words.' })
  note(@Root() row: SelectionRow): string {
    return selectionNote(row);
  }
}

@Resolver(() => Experiment)
export class ExperimentSelectionsResolver {
  @FieldResolver(() => [ExperimentSelection], {
    description:
      'Sweeps that it is a trial of. Its test score was not chosen by, but a best of many validation scores is a little lucky; a board says so.',
  })
  selections(@Root() row: ExperimentRow, @Ctx() { loaders }: ApiContext) {
    return loaders.selectionsOfExperiment.load(row.id);
  }
}

@Resolver(() => Project)
export class ProjectSweepsResolver {
  @FieldResolver(() => SweepConnection, { description: 'Its sweeps, newest first.' })
  async sweeps(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.sweep.page(project.id, { first, after }));
  }
}
