import { AlreadyExistsError, NotFoundError } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Prisma, SavedView } from '../generated/client.js';
import { newId } from '../new-id.js';

export interface NewSavedView {
  readonly projectId: string;
  readonly slug: string;
  readonly name: string;
  readonly config: Prisma.InputJsonValue;
}

/** Named ways of looking at a project's runs. */
export class SavedViewRepository {
  constructor(private readonly db: Database) {}

  /** @throws AlreadyExistsError when the project has a view of this slug */
  async create(view: NewSavedView, now: Date): Promise<SavedView> {
    const [created] = await this.db.prisma.savedView.createManyAndReturn({
      data: [{ id: newId(), ...view, createdAt: now, updatedAt: now }],
      skipDuplicates: true,
    });
    if (!created) throw new AlreadyExistsError('View', view.slug);
    return created;
  }

  /** @throws NotFoundError */
  async update(
    id: string,
    change: { readonly name?: string; readonly config?: Prisma.InputJsonValue },
    now: Date,
  ): Promise<SavedView> {
    const [view] = await this.db.prisma.savedView.updateManyAndReturn({
      where: { id },
      data: { ...change, updatedAt: now },
    });
    if (!view) throw new NotFoundError('View', id);
    return view;
  }

  /** What was deleted. @throws NotFoundError */
  async delete(id: string): Promise<SavedView> {
    const view = await this.db.prisma.savedView.findUnique({ where: { id } });
    if (!view) throw new NotFoundError('View', id);
    await this.db.prisma.savedView.deleteMany({ where: { id } });
    return view;
  }
}
