import type { WorkerRow } from '@voxboard/db';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { BackendStatement } from '../run/backend-statement.type.js';
import { Run } from '../run/run.type.js';
import { toBackendStatement } from '../run/to-backend-statement.js';
import { Health } from './health.type.js';
import { Worker } from './worker.type.js';

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

  @FieldResolver(() => Run, {
    nullable: true,
    description: 'What it trains now; null when it waits, or trains for a project that you may not see.',
  })
  async currentRun(@Root() worker: WorkerRow, @Ctx() { loaders, viewer }: ApiContext) {
    const runs = await loaders.currentRunsOfWorker.load(worker.id);
    return runs.find(({ projectId }) => viewer.sees(projectId)) ?? null;
  }
}
