import type { LogLineRow, ProjectRow, RunRow } from '@voxboard/db';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Experiment } from '../experiment/experiment.type.js';
import { Project } from '../project/project.type.js';
import { toCountedConnection } from '../shared/connection.js';
import { requireListSize } from '../shared/list-size.js';
import { selectedFields } from '../shared/selected-fields.js';
import { Worker } from '../worker/worker.type.js';
import { Artifact } from './artifact.type.js';
import { BackendStatement } from './backend-statement.type.js';
import { LogLine } from './log-line.type.js';
import { RunFilter, RunOrder } from './run.input.js';
import { Run, RunConnection } from './run.type.js';
import { columnsFor } from './run-columns.js';
import { checkedOffset, toReaderFilter, toReaderOrder } from './run-query.js';
import { SplitPlan } from './split-plan.type.js';
import { toBackendStatement } from './to-backend-statement.js';
import { toSplitPlan } from './to-split-plan.js';

@Resolver(() => Run)
export class RunResolver {
  @Access('VIEWER')
  @Query(() => Run, { nullable: true, description: 'The run with this id; null when there is none.' })
  run(@Arg('id', () => ID, { description: "The run's id." }) id: string, @Ctx() { loaders }: ApiContext) {
    return loaders.run.load(id);
  }

  @Access('VIEWER')
  @Query(() => [Run], { description: 'The runs with these ids, in that order; those that do not exist are left out.' })
  async runs(
    @Arg('ids', () => [ID], { description: 'Up to 1,000 ids.' }) ids: string[],
    @Ctx() { loaders }: ApiContext,
  ) {
    requireListSize(ids, 'ids');
    return (await Promise.all(ids.map((id) => loaders.run.load(id)))).filter((run) => run !== null);
  }

  @FieldResolver(() => BackendStatement, { nullable: true, description: 'What it was trained with; null until known.' })
  backend(@Root() run: RunRow): BackendStatement | null {
    return toBackendStatement(run.backend);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it runs but has not been heard of for suspiciously long.' })
  isStalled(@Root() run: RunRow, @Ctx() { services }: ApiContext): boolean {
    return services.run.isStalled(run);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Place in the queue, 1 is next; null when not queued.' })
  queuePosition(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    return run.status === 'QUEUED' ? loaders.queuePosition.load(run.id) : null;
  }

  @FieldResolver(() => Experiment, { description: 'The configuration it is a training of.' })
  experiment(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    return loaders.experiment.load(run.experimentId);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    return loaders.project.load(run.projectId);
  }

  @FieldResolver(() => Worker, {
    nullable: true,
    description: 'Who trains or trained it; null for scripts and before the start.',
  })
  worker(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    return run.workerId === null ? null : loaders.worker.load(run.workerId);
  }

  @FieldResolver(() => SplitPlan, { nullable: true, description: 'Its part of the split; null for outside scripts.' })
  async split(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    const plan = run.splitPlanId === null ? null : await loaders.splitPlan.load(run.splitPlanId);
    return plan && toSplitPlan(plan, run.foldIndex ?? 0);
  }

  @FieldResolver(() => Run, {
    nullable: true,
    description: 'The run of its project made just before it; null for the first.',
  })
  async previous(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    const id = (await loaders.runNeighbours.load(run.id))?.previous ?? null;
    return id === null ? null : loaders.run.load(id);
  }

  @FieldResolver(() => Run, {
    nullable: true,
    description: 'The run of its project made just after it; null for the newest.',
  })
  async next(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    const id = (await loaders.runNeighbours.load(run.id))?.next ?? null;
    return id === null ? null : loaders.run.load(id);
  }

  @FieldResolver(() => [Artifact], { description: 'Files it left behind, by path.' })
  artifacts(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    return loaders.artifactsOfRun.load(run.id);
  }

  @FieldResolver(() => [LogLine], { description: 'Its log, from a line on.' })
  log(
    @Root() run: RunRow,
    @Arg('afterNumber', () => Int, { nullable: true, defaultValue: 0, description: 'Lines after this one; 0 for all.' })
    afterNumber: number | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 500, description: 'How many, 1 to 10,000.' })
    first: number | null,
    @Ctx() { services }: ApiContext,
  ): Promise<LogLineRow[]> {
    return services.run.log(run.id, afterNumber ?? 0, first ?? 500);
  }
}

@Resolver(() => Project)
export class ProjectRunsResolver {
  @FieldResolver(() => RunConnection, { description: 'Its runs, newest first unless ordered otherwise.' })
  async runs(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Arg('last', () => Int, { nullable: true, description: 'How many from the end, with `before`.' }) last:
      | number
      | null,
    @Arg('before', () => String, { nullable: true, description: 'Cursor to end before.' }) before: string | null,
    @Arg('offset', () => Int, {
      nullable: true,
      description: 'Runs to skip, for a jump into a long list; go on from there by cursor. Goes with no cursor.',
    })
    offset: number | null,
    @Arg('filter', () => RunFilter, { nullable: true, description: 'Which runs; all when left out.' })
    filter: RunFilter | null,
    @Arg('orderBy', () => RunOrder, { nullable: true, description: 'In which order; newest first when left out.' })
    orderBy: RunOrder | null,
    @Ctx() { readers, loaders }: ApiContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const wanted = toReaderFilter(filter);
    const asked = { first, after, last, before, offset: checkedOffset(offset, after ?? before) };
    const fields = selectedFields(info, ['nodes'], ['edges', 'node']);
    const page = await readers.runPage.page(project.id, wanted, toReaderOrder(orderBy), asked, columnsFor(fields));
    const runs = page.edges.map(({ node }) => node);
    await loaders.metricsAhead.read(runs, fields, info);
    return toCountedConnection(page, () => readers.run.count(project.id, wanted));
  }

  @FieldResolver(() => Int, { description: 'How many runs there are.' })
  runCount(
    @Root() project: ProjectRow,
    @Arg('filter', () => RunFilter, { nullable: true, description: 'Which runs; all when left out.' })
    filter: RunFilter | null,
    @Ctx() { readers }: ApiContext,
  ): Promise<number> {
    return readers.run.count(project.id, toReaderFilter(filter));
  }
}
