import { Arg, Ctx, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import { type ApiContext, renewLoaders } from '../../context.js';
import type { SeriesSelection } from '../metric/metric.service.js';
import { DEFAULT_RESOLUTION } from '../metric/metric.service.js';
import { SplitEnum } from '../shared/enums.js';
import { RunDelta, SeriesDelta } from './delta.type.js';

interface Subscribing<Arguments> {
  readonly args: Arguments;
  readonly context: ApiContext;
}

/** The same as the queries of these names, pushed. */
@Resolver()
export class DeltaSubscriptionResolver {
  @Access('VIEWER')
  @Subscription(() => SeriesDelta, {
    description:
      'New points of any number of runs, at most ten times a second. The first event comes at once and brings up to date; each has a cursor, and a subscription that begins `after` it goes on where that event ended.',
    subscribe: ({
      args: { runIds, after, ...selection },
      context,
    }: Subscribing<
      { runIds: string[]; after?: string | null } & Pick<SeriesSelection, 'keys' | 'splits' | 'resolution'>
    >) => context.services.liveDelta.series(runIds, selection, after ?? null),
  })
  seriesChanges(
    @Root() delta: SeriesDelta,
    @Arg('runIds', () => [ID], { description: 'Up to 1,000 runs.' }) _runIds: string[],
    @Arg('after', () => String, { nullable: true, description: '`cursor` of an earlier answer; all when left out.' })
    _after: string | null,
    @Arg('keys', () => [String], { nullable: true, description: 'Which metrics; all when left out.' })
    _keys: string[] | null,
    @Arg('splits', () => [SplitEnum], { nullable: true, description: 'On which parts of the data; all when left out.' })
    _splits: (keyof typeof SplitEnum)[] | null,
    @Arg('resolution', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_RESOLUTION,
      description: 'Most points a series in one event, 3 to 100,000.',
    })
    _resolution: number | null,
  ): SeriesDelta {
    return delta;
  }

  @Access('VIEWER')
  @Subscription(() => RunDelta, {
    description:
      "A project's runs as they are made, change and go, at most four times a second. The first event comes at once; each has a cursor, and a subscription that begins `after` it goes on where that event ended.",
    subscribe: ({ args, context }: Subscribing<{ projectSlug: string; after?: string | null }>) =>
      context.services.liveDelta.runs(args.projectSlug, args.after ?? null),
  })
  runChanges(
    @Root() delta: RunDelta,
    @Arg('projectSlug', () => String, { description: 'The project.' }) _projectSlug: string,
    @Arg('after', () => String, { nullable: true, description: '`cursor` of an earlier answer; now when left out.' })
    _after: string | null,
    @Ctx() context: ApiContext,
  ): RunDelta {
    renewLoaders(context);
    return delta;
  }
}
