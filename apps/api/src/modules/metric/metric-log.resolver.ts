import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { asResult } from '../shared/mutation-result.js';
import { IllegalTransitionError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { LogMetricsInput } from './metric.input.js';
import { LogMetricsResult, LogMetricsSuccess } from './metric.result.js';

@Resolver()
export class MetricLogResolver {
  @Access('EDITOR', { isLogging: true, audit: 'ONCE_PER_RUN' })
  @Mutation(() => LogMetricsResult, {
    description: 'Adds points to a run of an outside script. They are stored for good when it answers.',
  })
  logMetrics(
    @Arg('input', () => LogMetricsInput, { description: 'The points.' }) input: LogMetricsInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new LogMetricsSuccess(await services.metricLog.log(input)),
      InvalidInputError,
      NotFoundError,
      IllegalTransitionError,
    );
  }
}
