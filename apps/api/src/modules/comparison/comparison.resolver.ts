import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { DEFAULT_RESOLUTION } from '../metric/metric.service.js';
import { SplitEnum } from '../shared/enums.js';
import { RunComparison } from './run-comparison.type.js';

@Resolver()
export class ComparisonResolver {
  @Access('VIEWER')
  @Query(() => RunComparison, {
    description: 'Runs side by side: their parameters, metrics in short and curves, in one request.',
  })
  compareRuns(
    @Arg('runIds', () => [ID], { description: 'Up to 1,000 runs, in the order wanted.' }) runIds: string[],
    @Arg('keys', () => [String], { nullable: true, description: 'Which metrics; all when left out.' })
    keys: string[] | null,
    @Arg('splits', () => [SplitEnum], { nullable: true, description: 'On which parts of the data; all when left out.' })
    splits: (keyof typeof SplitEnum)[] | null,
    @Arg('resolution', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_RESOLUTION,
      description: 'Most points a series, 3 to 100,000.',
    })
    resolution: number | null,
    @Ctx() { services, loaders }: ApiContext,
  ): Promise<RunComparison> {
    return services.comparison.compare(runIds, { keys: keys ?? null, splits: splits ?? null, resolution }, loaders);
  }
}
