import type { WorkerRow } from '@voxboard/db';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../context.js';
import { BackendStatement } from '../run/backend-statement.type.js';
import { Run } from '../run/run.type.js';
import { toBackendStatement } from '../run/to-backend-statement.js';
import { Health } from './health.type.js';
import { Worker } from './worker.type.js';

@Resolver(() => Worker)
export class WorkerResolver {
  @Query(() => [Worker], { description: 'Workers heard of within a day, the latest started first.' })
  workers(@Ctx() { services }: ApiContext): Promise<WorkerRow[]> {
    return services.worker.list();
  }

  @Query(() => Health, { description: 'How the installation is.' })
  health(@Ctx() { services }: ApiContext): Promise<Health> {
    return services.worker.health();
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it has been heard of in the last half minute and not stopped.',
  })
  isAlive(@Root() worker: WorkerRow, @Ctx() { services }: ApiContext): boolean {
    return services.worker.isAlive(worker);
  }

  @FieldResolver(() => BackendStatement, { nullable: true, description: 'What it trains with; null until known.' })
  backend(@Root() worker: WorkerRow): BackendStatement | null {
    return toBackendStatement(worker.backend);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'What it trains now; null when it waits.' })
  async currentRun(@Root() worker: WorkerRow, @Ctx() { loaders }: ApiContext) {
    return (await loaders.currentRunsOfWorker.load(worker.id)).at(0) ?? null;
  }
}
