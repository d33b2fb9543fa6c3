import { NotFoundError } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Run } from '../generated/client.js';
import { notifyChange } from '../queue/notify-change.js';

export interface RunNotes {
  readonly name?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
}

/** What people write on runs. */
export class RunNotesRepository {
  constructor(private readonly db: Database) {}

  /** Changes what is given and announces it. @throws NotFoundError */
  async update(runId: string, { tags, ...notes }: RunNotes): Promise<Run> {
    return this.db.transaction(async (tx) => {
      const [run] = await tx.prisma.run.updateManyAndReturn({
        where: { id: runId },
        data: { ...notes, ...(tags && { tags: [...tags] }) },
      });
      if (!run) throw new NotFoundError('Run', runId);
      await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId, status: run.status });
      return run;
    });
  }
}
