import type { ExperimentRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Experiment } from '../experiment/experiment.type.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { LaunchInflationMeterResult, LaunchInflationMeterSuccess } from './inflation.result.js';
import { InflationMeter } from './inflation.type.js';

@Resolver(() => Experiment)
export class InflationResolver {
  @FieldResolver(() => InflationMeter, {
    nullable: true,
    description: 'The same configuration under other protocols; null for outside scripts.',
  })
  inflationMeter(@Root() row: ExperimentRow, @Ctx() { services }: ApiContext): Promise<InflationMeter | null> {
    return services.inflation.meter(row);
  }

  @Access('EDITOR')
  @Mutation(() => LaunchInflationMeterResult, {
    description:
      'Launches an experiment’s configuration under the protocols of the inflation meter that are missing. What waits for features is launched by itself.',
  })
  launchInflationMeter(
    @Arg('experimentId', () => ID, { description: 'The experiment.' }) experimentId: string,
    @Arg('protocols', () => [String], {
      nullable: true,
      description: 'Names of protocols; all that are missing when left out.',
    })
    protocols: string[] | null,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Sending the request again with the same key does it once.',
    })
    idempotencyKey: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () =>
        new LaunchInflationMeterSuccess(
          await services.inflation.launch(experimentId, protocols ?? null, idempotencyKey),
        ),
      InvalidInputError,
      NotFoundError,
    );
  }
}
