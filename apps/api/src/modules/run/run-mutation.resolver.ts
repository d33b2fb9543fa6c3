import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { LogConfusionMatrixResult, LogConfusionMatrixSuccess } from '../confusion-matrix/confusion-matrix.result.js';
import { asResult } from '../shared/mutation-result.js';
import { IllegalTransitionError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import {
  CancelRunResult,
  CancelRunSuccess,
  CreateRunResult,
  CreateRunSuccess,
  FinishRunResult,
  FinishRunSuccess,
  ResumeRunResult,
  ResumeRunSuccess,
  UpdateRunResult,
  UpdateRunSuccess,
} from './run.result.js';
import { CreateRunInput, FinishRunInput, LogConfusionMatrixInput, UpdateRunInput } from './run-log.input.js';
import { TagRunsInput, TagRunsResult } from './run-tags.type.js';

@Resolver()
export class RunMutationResolver {
  @Access('EDITOR')
  @Mutation(() => CancelRunResult, {
    description: 'Stops a run: one that waits at once, one that is being trained when its worker hears of it.',
  })
  cancelRun(
    @Arg('runId', () => ID, { description: 'The run.' }) runId: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Sending the request again with the same key does it once.',
    })
    idempotencyKey: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new CancelRunSuccess(await services.run.cancel(runId, idempotencyKey)),
      NotFoundError,
      IllegalTransitionError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => ResumeRunResult, {
    description:
      'Puts a failed or canceled run back into the queue; it goes on from its last checkpoint, or from its seed where it has none.',
  })
  resumeRun(
    @Arg('runId', () => ID, { description: 'The run.' }) runId: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Sending the request again with the same key does it once.',
    })
    idempotencyKey: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new ResumeRunSuccess(await services.run.resume(runId, idempotencyKey)),
      NotFoundError,
      IllegalTransitionError,
    );
  }

  @Access('EDITOR', { isLogging: true })
  @Mutation(() => CreateRunResult, { description: 'Begins a run that a script of your own trains and logs.' })
  createRun(
    @Arg('input', () => CreateRunInput, { description: 'The run to begin.' }) input: CreateRunInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new CreateRunSuccess(await services.externalRun.create(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => TagRunsResult, { description: 'Puts tags on many runs, or takes them off, and says what undoes it.' })
  tagRuns(
    @Arg('input', () => TagRunsInput, { description: 'Which runs, which tags.' }) input: TagRunsInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(() => services.runTags.change(input), InvalidInputError);
  }

  @Access('EDITOR', { isLogging: true })
  @Mutation(() => UpdateRunResult, { description: "Changes a run's name, notes or tags." })
  updateRun(
    @Arg('input', () => UpdateRunInput, { description: 'What to change.' }) input: UpdateRunInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new UpdateRunSuccess(await services.externalRun.update(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR', { isLogging: true })
  @Mutation(() => FinishRunResult, { description: 'Ends a run that a script logged.' })
  finishRun(
    @Arg('input', () => FinishRunInput, { description: 'How it ended.' }) input: FinishRunInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new FinishRunSuccess(await services.externalRun.finish(input)),
      InvalidInputError,
      NotFoundError,
      IllegalTransitionError,
    );
  }

  @Access('EDITOR', { isLogging: true, audit: 'NEVER' })
  @Mutation(() => Boolean, {
    description:
      'Says that the script of a run is alive, for long pauses between metrics. False when the run has ended or does not exist: stop then.',
  })
  heartbeat(
    @Arg('runId', () => ID, { description: 'The run.' }) runId: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Sending the request again with the same key does it once.',
    })
    idempotencyKey: string | null,
    @Ctx() { services }: ApiContext,
  ): Promise<boolean> {
    return services.externalRun.heartbeat(runId, idempotencyKey);
  }

  @Access('EDITOR', { isLogging: true })
  @Mutation(() => LogConfusionMatrixResult, {
    description: 'Stores the confusion matrix of a run that a script logged; that of TEST makes its score.',
  })
  logConfusionMatrix(
    @Arg('input', () => LogConfusionMatrixInput, { description: 'The matrix.' }) input: LogConfusionMatrixInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new LogConfusionMatrixSuccess(await services.confusionMatrix.log(input)),
      InvalidInputError,
      NotFoundError,
    );
  }
}
