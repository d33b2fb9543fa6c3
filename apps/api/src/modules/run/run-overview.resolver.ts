import type { ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Project } from '../project/project.type.js';
import { RunFilter } from './run.input.js';
import { MetricOrder, RunFieldInput } from './run-condition.input.js';
import { ReadRunFilter, RunColumns, RunGroup, RunTally } from './run-overview.type.js';

@Resolver(() => Project)
export class RunOverviewResolver {
  @Access('VIEWER', { where: 'ANYWHERE' })
  @Query(() => ReadRunFilter, { description: 'Reads a line of the filter language, without asking for any run.' })
  readRunFilter(
    @Arg('query', () => String, { description: 'The line.' }) query: string,
    @Ctx() { services }: ApiContext,
  ): ReadRunFilter {
    return services.runOverview.readFilter(query);
  }

  @FieldResolver(() => RunTally, { description: 'How many runs there are, counted as far as is cheap.' })
  runTally(
    @Root() project: ProjectRow,
    @Arg('filter', () => RunFilter, { nullable: true, description: 'Which runs; all when left out.' })
    filter: RunFilter | null,
    @Arg('upTo', () => Int, { defaultValue: 10_000, description: 'Beyond so many, an estimate will do.' }) upTo: number,
    @Ctx() { services }: ApiContext,
  ) {
    return services.runOverview.tally(project.id, filter, upTo);
  }

  @FieldResolver(() => RunColumns, { description: 'What its runs can be shown, filtered and ordered by.' })
  runColumns(@Root() project: ProjectRow, @Ctx() { services }: ApiContext) {
    return services.runOverview.columns(project.id);
  }

  @FieldResolver(() => [RunGroup], { description: 'Its runs in groups, the largest first, with metrics summed up.' })
  runGroups(
    @Root() project: ProjectRow,
    @Arg('by', () => [RunFieldInput], { description: 'What the runs of a group share: up to three fields.' })
    by: RunFieldInput[],
    @Arg('metrics', () => [MetricOrder], { defaultValue: [], description: 'Up to eight metrics to sum up.' })
    metrics: MetricOrder[],
    @Arg('filter', () => RunFilter, { nullable: true, description: 'Which runs; all when left out.' })
    filter: RunFilter | null,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many groups, 1 to 1,000.' }) first: number,
    @Ctx() { services }: ApiContext,
  ) {
    return services.runOverview.groups(project.id, by, metrics, filter, first);
  }
}
