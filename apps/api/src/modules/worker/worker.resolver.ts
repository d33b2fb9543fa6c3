import type { WorkerRow } from '@voxboard/db';
import { WorkerFactsSchema } from '@voxboard/domain';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { BackendStatement } from '../run/backend-statement.type.js';
import { Run } from '../run/run.type.js';
import { toBackendStatement } from '../run/to-backend-statement.js';
import { asResult } from '../shared/mutation-result.js';
import { NotFoundError } from '../shared/user-error.type.js';
import { Health } from './health.type.js';
import { SetWorkerStateInput, SetWorkerStateResult, SetWorkerStateSuccess, WorkerStateEnum } from './worker.input.js';
import { Worker, WorkerFacts } from './worker.type.js';

@Resolver(() => Worker)
export class WorkerResolver {
  @Access('VIEWER', { where: 'ANYWHERE' })
  @Query(() => [Worker], { description: 'Workers heard of within a day, the latest started first.' })
  workers(@Ctx() { services }: ApiContext): Promise<WorkerRow[]> {
    return services.worker.list();
  }

  @Access('PUBLIC')
  @Query(() => Health, { description: 'How the installation is.' })
  health(@Ctx() { services }: ApiContext): Promise<Health> {
    return services.worker.health();
  }

  @Access('ADMIN', { where: 'INSTANCE' })
  @Mutation(() => SetWorkerStateResult, {
    description: 'Pauses a worker, has it go on, or has it end what it does and stop.',
  })
  setWorkerState(
    @Arg('input', () => SetWorkerStateInput, { description: 'The worker and what it is to do.' })
    input: SetWorkerStateInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(async () => new SetWorkerStateSuccess(await services.worker.want(input)), NotFoundError);
  }

  @FieldResolver(() => WorkerStateEnum, { description: 'What a person wants of it.' })
  state(@Root() worker: WorkerRow) {
    return worker.wantedState;
  }

  @FieldResolver(() => WorkerFacts, {
    nullable: true,
    description: 'Its machine and versions; null when it did not say.',
  })
  facts(@Root() worker: WorkerRow): WorkerFacts | null {
    return WorkerFactsSchema.safeParse(worker.facts).data ?? null;
  }

  @FieldResolver(() => [Run], { description: 'What it trained, the latest first, as far as you may see it.' })
  async history(
    @Root() worker: WorkerRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, 1 to 100.' })
    first: number | null,
    @Ctx() { loaders, viewer }: ApiContext,
  ) {
    const runs = await loaders.historyOfWorker.of(Math.min(100, Math.max(1, first ?? 10))).load(worker.id);
    return runs.filter(({ projectId }) => viewer.sees(projectId));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it has been heard of in the last half minute and not stopped.',
  })
  isAlive(@Root() worker: WorkerRow, @Ctx() { services }: ApiContext): boolean {
    return services.worker.isAlive(worker);
  }

  @FieldResolver(() => BackendStatement, { nullable: true, description: 'What it trains with; null until known.' })
  async backend(@Root() worker: WorkerRow, @Ctx() { loaders }: ApiContext): Promise<BackendStatement | null> {
    if (worker.backend !== null) return toBackendStatement(worker.backend);
    // It is chosen when the first run needs it, and every run says what it was trained with.
    const [last] = await loaders.historyOfWorker.of(1).load(worker.id);
    return last ? toBackendStatement(last.backend) : null;
  }

  @FieldResolver(() => Run, {
    nullable: true,
    description: 'What it trains now; null when it waits, or trains for a project that you may not see.',
  })
  async currentRun(@Root() worker: WorkerRow, @Ctx() { loaders, viewer }: ApiContext) {
    const runs = await loaders.currentRunsOfWorker.load(worker.id);
    return runs.find(({ projectId }) => viewer.sees(projectId)) ?? null;
  }
}
