import type { ExperimentRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Experiment } from '../experiment/experiment.type.js';
import { SplitDetails } from './split-details.type.js';

@Resolver(() => Experiment)
export class SplitDetailsResolver {
  @Access('VIEWER')
  @Query(() => SplitDetails, { nullable: true, description: 'The split with this id; null when there is none.' })
  split(
    @Arg('id', () => ID, { description: "The split's id." }) id: string,
    @Ctx() { services }: ApiContext,
  ): Promise<SplitDetails | null> {
    return services.splitDetails.byId(id);
  }

  @FieldResolver(() => [SplitDetails], {
    description: 'Who and what is in which part: the splits that its runs are on; empty for outside scripts.',
  })
  splits(@Root() row: ExperimentRow, @Ctx() { services }: ApiContext): Promise<SplitDetails[]> {
    return services.splitDetails.ofExperiment(row.id);
  }
}
