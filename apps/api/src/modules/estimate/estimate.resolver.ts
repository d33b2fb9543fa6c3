import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { LaunchEstimate, LaunchEstimateInput } from './estimate.type.js';

@Resolver()
export class EstimateResolver {
  @Access('VIEWER')
  @Query(() => LaunchEstimate, {
    description: 'How long a launch or sweep would take, from what was measured here, and what it would cost.',
  })
  launchEstimate(
    @Arg('input', () => LaunchEstimateInput, { description: 'What would be launched.' }) input: LaunchEstimateInput,
    @Ctx() { services }: ApiContext,
  ): Promise<LaunchEstimate> {
    return services.estimate.estimate(input);
  }
}
