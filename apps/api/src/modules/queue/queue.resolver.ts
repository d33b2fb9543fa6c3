import type { RunRow, WorkerRow } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import { type ApiContext, renewLoaders } from '../../context.js';
import { Run } from '../run/run.type.js';
import { toCountedConnection } from '../shared/connection.js';
import { asResult } from '../shared/mutation-result.js';
import { required } from '../shared/required.js';
import { InvalidInputError as InvalidInput, NotFoundError } from '../shared/user-error.type.js';
import { Worker } from '../worker/worker.type.js';
import { Queue } from './queue.type.js';
import {
  QueueEntry,
  QueueEntryConnection,
  SetRunPriorityInput,
  SetRunPriorityResult,
  SetRunPrioritySuccess,
} from './queue-entry.type.js';

const MAX_WAITING = 500;

@Resolver(() => Queue)
export class QueueResolver {
  @Access('VIEWER')
  @Query(() => Queue, { description: 'The queue as a project sees it.' })
  async queue(
    @Arg('projectSlug', () => String, { description: 'The project.' }) projectSlug: string,
    @Ctx() { readers }: ApiContext,
  ): Promise<Queue> {
    const { id } = required(await readers.project.bySlug(projectSlug), 'Project', projectSlug);
    return { projectId: id, ...(await readers.queue.counts(id)) };
  }

  @FieldResolver(() => QueueEntryConnection, {
    description: 'Runs of the project that wait, with their places and when they are expected to begin.',
  })
  async entries(
    @Root() queue: Queue,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 500.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    const page = await services.queue.entries(queue.projectId, { first, after });
    return toCountedConnection(page, async () => queue.waitingCount);
  }

  @Access('EDITOR')
  @Mutation(() => SetRunPriorityResult, { description: 'Puts waiting runs elsewhere in the queue.' })
  setRunPriority(
    @Arg('input', () => SetRunPriorityInput, { description: 'The runs and their priority.' })
    input: SetRunPriorityInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new SetRunPrioritySuccess(await services.queue.setPriority(input));
    return asResult(work, InvalidInput, NotFoundError);
  }

  @FieldResolver(() => [Run], {
    description: 'Runs of the project that wait, in the order in which workers take them.',
  })
  waiting(
    @Root() queue: Queue,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100, description: 'How many, 1 to 500.' })
    first: number | null,
    @Ctx() { readers }: ApiContext,
  ): Promise<RunRow[]> {
    const wanted = first ?? 100;
    if (wanted < 1 || wanted > MAX_WAITING) {
      throw new InvalidInputError(`"first" must be 1 to ${MAX_WAITING}, got ${wanted}.`, { path: ['first'] });
    }
    return readers.queue.waiting(queue.projectId, wanted);
  }

  @Access('VIEWER')
  @Subscription(() => Queue, {
    description:
      'The queue as a project sees it: at once, and whenever a run joins or leaves it, at most four times a second.',
    subscribe: ({ args, context }: { args: { projectSlug: string }; context: ApiContext }) =>
      context.services.liveQueue.queue(args.projectSlug),
  })
  queueChanged(
    @Root() queue: Queue,
    @Arg('projectSlug', () => String, { description: 'The project.' }) _projectSlug: string,
    @Ctx() context: ApiContext,
  ): Queue {
    renewLoaders(context);
    return queue;
  }

  @Access('VIEWER', { where: 'ANYWHERE' })
  @Subscription(() => [Worker], {
    description:
      'All workers heard of within a day: at once, whenever one starts, stops or takes a run, and every ten seconds, so that it shows when one falls silent.',
    subscribe: ({ context }: { context: ApiContext }) => context.services.liveQueue.workers(),
  })
  workersChanged(@Root() workers: WorkerRow[], @Ctx() context: ApiContext): WorkerRow[] {
    renewLoaders(context);
    return workers;
  }
}

@Resolver(() => QueueEntry)
export class QueueEntryResolver {
  @FieldResolver(() => Run, { description: 'The run.' })
  run(@Root() entry: QueueEntry, @Ctx() { loaders }: ApiContext) {
    return loaders.run.load(entry.runId);
  }
}
