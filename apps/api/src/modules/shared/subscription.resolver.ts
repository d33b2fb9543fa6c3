import type { DatasetImportRow, FeatureSetRow, LogLineRow, RunRow } from '@voxboard/db';
import { Arg, Ctx, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import { type ApiContext, renewLoaders } from '../../context.js';
import { DatasetImport } from '../dataset/dataset-import.type.js';
import { FeatureSet } from '../feature-set/feature-set.type.js';
import { MetricSeries } from '../metric/metric.type.js';
import { LogLine } from '../run/log-line.type.js';
import { Run } from '../run/run.type.js';

/** A subscription's arguments as its `subscribe` gets them: what the field's `@Arg`s declare. */
interface Subscribing<Arguments> {
  readonly args: Arguments;
  readonly context: ApiContext;
}

/** Everything that is pushed. Each event is read anew, so it shows the state of its own time. */
@Resolver()
export class SubscriptionResolver {
  @Access('VIEWER')
  @Subscription(() => Run, {
    description: 'Runs of a project when their status or progress changes, at most four times a second each.',
    subscribe: ({ args, context }: Subscribing<{ projectSlug: string; runIds?: string[] | null }>) =>
      context.services.live.runs(args.projectSlug, args.runIds ?? null),
  })
  runChanged(
    @Root() run: RunRow,
    @Arg('projectSlug', () => String, { description: 'The project.' }) _projectSlug: string,
    @Arg('runIds', () => [ID], { nullable: true, description: 'Which runs; all of the project when left out.' })
    _runIds: string[] | null,
    @Ctx() context: ApiContext,
  ): RunRow {
    renewLoaders(context);
    return run;
  }

  @Access('VIEWER')
  @Subscription(() => [MetricSeries], {
    deprecationReason:
      'Use seriesChanges: its `appended` is this, and its cursor misses no late or repeated point; removal 2027-06-01.',
    description:
      'New points of runs, at most ten times a second. With `sinceStep`, what came after that step is sent first, so that nothing is missed between a query and this. Points logged late, at steps already passed, are not sent.',
    subscribe: ({
      args,
      context,
    }: Subscribing<{ runIds: string[]; keys?: string[] | null; sinceStep?: number | null }>) =>
      context.services.live.metricsOf(args.runIds, { keys: args.keys ?? null, sinceStep: args.sinceStep ?? null }),
  })
  metricsAppended(
    @Root() series: MetricSeries[],
    @Arg('runIds', () => [ID], { description: 'Up to 1,000 runs.' }) _runIds: string[],
    @Arg('keys', () => [String], { nullable: true, description: 'Which metrics; all when left out.' })
    _keys: string[] | null,
    @Arg('sinceStep', () => Int, {
      nullable: true,
      description: 'The last step the reader has of every series; only what comes from now on when left out.',
    })
    _sinceStep: number | null,
  ): MetricSeries[] {
    return series;
  }

  @Access('VIEWER')
  @Subscription(() => [LogLine], {
    description: "Lines of a run's log: those after `afterNumber` at once, then new ones as they come.",
    subscribe: ({ args, context }: Subscribing<{ runId: string; afterNumber?: number | null }>) =>
      context.services.live.logOf(args.runId, args.afterNumber ?? 0),
  })
  runLogAppended(
    @Root() lines: LogLineRow[],
    @Arg('runId', () => ID, { description: 'The run.' }) _runId: string,
    @Arg('afterNumber', () => Int, { nullable: true, defaultValue: 0, description: 'The last line the reader has.' })
    _afterNumber: number | null,
  ): LogLineRow[] {
    return lines;
  }

  @Access('VIEWER')
  @Subscription(() => DatasetImport, {
    description: 'An import now and whenever it changes, until it has ended.',
    subscribe: ({ args, context }: Subscribing<{ importId: string }>) => context.services.live.import(args.importId),
  })
  importProgressed(
    @Root() row: DatasetImportRow,
    @Arg('importId', () => ID, { description: 'The import.' }) _importId: string,
    @Ctx() context: ApiContext,
  ): DatasetImportRow {
    renewLoaders(context);
    return row;
  }

  @Access('VIEWER')
  @Subscription(() => FeatureSet, {
    description: 'A feature set now and whenever it changes, until it is computed, failed or canceled.',
    subscribe: ({ args, context }: Subscribing<{ featureSetId: string }>) =>
      context.services.live.featureSet(args.featureSetId),
  })
  featureSetProgressed(
    @Root() row: FeatureSetRow,
    @Arg('featureSetId', () => ID, { description: 'The feature set.' }) _featureSetId: string,
    @Ctx() context: ApiContext,
  ): FeatureSetRow {
    renewLoaders(context);
    return row;
  }
}
