import type { RunRow } from '@voxboard/db';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Run } from '../run/run.type.js';
import { SplitEnum } from '../shared/enums.js';
import { DEFAULT_RESOLUTION } from './metric.service.js';
import { MetricSeries, MetricSummary } from './metric.type.js';

type SplitName = keyof typeof SplitEnum;

@Resolver(() => Run)
export class RunMetricResolver {
  @FieldResolver(() => [MetricSummary], { description: 'Its metrics in short: one summary a (key, split), by key.' })
  metrics(
    @Root() run: RunRow,
    @Arg('keys', () => [String], { nullable: true, description: 'Which metrics; all when left out.' })
    keys: string[] | null,
    @Arg('splits', () => [SplitEnum], { nullable: true, description: 'On which parts of the data; all when left out.' })
    splits: SplitName[] | null,
    @Ctx() { loaders }: ApiContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return (
      loaders.metricsAhead.find(run.id, info) ??
      loaders.metricSummaries.of({ keys: keys ?? null, splits: splits ?? null }).load(run.id)
    );
  }

  @FieldResolver(() => [MetricSeries], {
    description: 'Its metrics over steps, in columns. Series without points in the range are left out.',
  })
  series(
    @Root() run: RunRow,
    @Arg('keys', () => [String], { nullable: true, description: 'Which metrics; all when left out.' })
    keys: string[] | null,
    @Arg('splits', () => [SplitEnum], { nullable: true, description: 'On which parts of the data; all when left out.' })
    splits: SplitName[] | null,
    @Arg('fromStep', () => Int, { nullable: true, description: 'First step wanted.' }) fromStep: number | null,
    @Arg('toStep', () => Int, { nullable: true, description: 'Last step wanted.' }) toStep: number | null,
    @Arg('sinceStep', () => Int, {
      nullable: true,
      description: 'Only steps after this one: what the reader has already.',
    })
    sinceStep: number | null,
    @Arg('resolution', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_RESOLUTION,
      description: 'Most points a series, 3 to 100,000.',
    })
    resolution: number | null,
    @Ctx() { loaders }: ApiContext,
  ) {
    return loaders.metricSeries.of({ keys, splits, fromStep, toStep, sinceStep, resolution }).load(run.id);
  }
}

@Resolver()
export class SeriesResolver {
  @Access('VIEWER')
  @Query(() => [MetricSeries], {
    description: 'Series of several runs in one request, in columns, by run, key and split.',
  })
  series(
    @Arg('runIds', () => [ID], { description: 'Up to 1,000 runs.' }) runIds: string[],
    @Arg('keys', () => [String], { nullable: true, description: 'Which metrics; all when left out.' })
    keys: string[] | null,
    @Arg('splits', () => [SplitEnum], { nullable: true, description: 'On which parts of the data; all when left out.' })
    splits: SplitName[] | null,
    @Arg('resolution', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_RESOLUTION,
      description: 'Most points a series, 3 to 100,000.',
    })
    resolution: number | null,
    @Arg('fromStep', () => Int, { nullable: true, description: 'First step wanted.' }) fromStep: number | null,
    @Arg('toStep', () => Int, { nullable: true, description: 'Last step wanted.' }) toStep: number | null,
    @Ctx() { services }: ApiContext,
  ): Promise<MetricSeries[]> {
    return services.metric.series(runIds, { keys, splits, resolution, fromStep, toStep });
  }
}
