import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { asResult } from '../shared/mutation-result.js';
import { IllegalTransitionError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import {
  LogLinesResult,
  LogLinesSuccess,
  LogParamsResult,
  LogParamsSuccess,
  LogPredictionsResult,
  LogPredictionsSuccess,
  ReopenRunResult,
  ReopenRunSuccess,
} from './run.result.js';
import { LogLinesInput, LogParamsInput, LogPredictionsInput, ReopenRunInput } from './run-log.input.js';

/** What scripts log to their runs besides metrics. */
@Resolver()
export class RunLogResolver {
  @Access('EDITOR', { isLogging: true })
  @Mutation(() => ReopenRunResult, {
    description: 'Lets a run that a script logged go on after its end. One that runs stays as it is.',
  })
  reopenRun(
    @Arg('input', () => ReopenRunInput, { description: 'The run.' }) input: ReopenRunInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new ReopenRunSuccess(await services.externalRun.reopen(input)),
      NotFoundError,
      IllegalTransitionError,
    );
  }

  @Access('EDITOR', { isLogging: true, audit: 'ONCE_PER_RUN' })
  @Mutation(() => LogParamsResult, { description: 'Adds parameters to a run that a script logs.' })
  logParams(
    @Arg('input', () => LogParamsInput, { description: 'The parameters.' }) input: LogParamsInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new LogParamsSuccess(await services.externalRun.logParams(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR', { isLogging: true, audit: 'ONCE_PER_RUN' })
  @Mutation(() => LogLinesResult, { description: 'Adds lines to the log of a run that a script logs.' })
  logLines(
    @Arg('input', () => LogLinesInput, { description: 'The lines.' }) input: LogLinesInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new LogLinesSuccess(await services.externalRun.logLines(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR', { isLogging: true, audit: 'ONCE_PER_RUN' })
  @Mutation(() => LogPredictionsResult, {
    description: 'Stores predictions of a run that a script logs. The confusion matrix of that part is made of them.',
  })
  logPredictions(
    @Arg('input', () => LogPredictionsInput, { description: 'The predictions.' }) input: LogPredictionsInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new LogPredictionsSuccess(await services.predictionLog.log(input)),
      InvalidInputError,
      NotFoundError,
    );
  }
}
