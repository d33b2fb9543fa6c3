import type { Database } from '../database.js';
import { newId } from '../new-id.js';
import { toJsonColumn } from './json.js';

export interface NewPlannedLaunch {
  readonly projectId: string;
  readonly featureSetId: string;
  readonly templateKey: string | null;
  readonly input: Readonly<Record<string, unknown>>;
}

export class PlannedLaunchRepository {
  constructor(private readonly db: Database) {}

  /** Replaces one of the same template part that waits for the same features: asking twice launches once. */
  async add({ input, ...columns }: NewPlannedLaunch): Promise<string> {
    const { projectId, featureSetId, templateKey } = columns;
    if (templateKey !== null) {
      await this.db.prisma.plannedLaunch.deleteMany({
        where: { projectId, featureSetId, templateKey, settledAt: null },
      });
    }
    const { id } = await this.db.prisma.plannedLaunch.create({
      data: { id: newId(), ...columns, input: toJsonColumn(input) },
    });
    return id;
  }

  async settle(id: string, experimentId: string | null, error: string | null, now: Date): Promise<void> {
    await this.db.prisma.plannedLaunch.updateMany({
      where: { id, settledAt: null },
      data: { experimentId, error, settledAt: now },
    });
  }
}
