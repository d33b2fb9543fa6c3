import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { DEFAULT_RESOLUTION } from '../metric/metric.service.js';
import { SplitEnum } from '../shared/enums.js';
import { RunDelta, SeriesDelta } from './delta.type.js';

/** For scripts that ask now and then; the subscriptions of the same names push the same. */
@Resolver()
export class DeltaResolver {
  @Access('VIEWER')
  @Query(() => SeriesDelta, {
    description:
      'What is new in the metrics of some runs since a cursor; everything without one. One statement however much there is, and next to nothing when nothing is new.',
  })
  seriesChanges(
    @Arg('runIds', () => [ID], { description: 'Up to 1,000 runs.' }) runIds: string[],
    @Arg('after', () => String, { nullable: true, description: '`cursor` of an earlier answer; all when left out.' })
    after: string | null,
    @Arg('keys', () => [String], { nullable: true, description: 'Which metrics; all when left out.' })
    keys: string[] | null,
    @Arg('splits', () => [SplitEnum], { nullable: true, description: 'On which parts of the data; all when left out.' })
    splits: (keyof typeof SplitEnum)[] | null,
    @Arg('resolution', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_RESOLUTION,
      description: 'Most points a series in one answer, 3 to 100,000.',
    })
    resolution: number | null,
    @Ctx() { services }: ApiContext,
  ): Promise<SeriesDelta> {
    return services.metric.delta(runIds, { keys, splits, resolution }, after ?? null);
  }

  @Access('VIEWER')
  @Query(() => RunDelta, {
    description:
      "Which of a project's runs are new, changed or gone since a cursor. Without one: nothing, and a cursor that stands for now.",
  })
  runChanges(
    @Arg('projectSlug', () => String, { description: 'The project.' }) projectSlug: string,
    @Arg('after', () => String, {
      nullable: true,
      description: '`cursor` of an earlier answer, good for 30 days; now when left out.',
    })
    after: string | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 200, description: 'Most runs in the answer, 1 to 1,000.' })
    first: number | null,
    @Ctx() { services }: ApiContext,
  ): Promise<RunDelta> {
    return services.runDelta.since(projectSlug, after ?? null, first ?? 200);
  }
}
