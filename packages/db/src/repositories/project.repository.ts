import { AlreadyExistsError, NotFoundError } from '@voxboard/domain';
import type { Database } from '../database.js';
import { Prisma, type Project } from '../generated/client.js';
import { newId } from '../new-id.js';

export interface NewProject {
  readonly slug: string;
  readonly name: string;
  readonly description?: string;
}

export class ProjectRepository {
  constructor(private readonly db: Database) {}

  /** @throws AlreadyExistsError when the slug is taken */
  async create(project: NewProject): Promise<Project> {
    try {
      return await this.db.prisma.project.create({ data: { id: newId(), description: '', ...project } });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
        throw new AlreadyExistsError('Project', project.slug);
      }
      throw error;
    }
  }

  /** @throws NotFoundError */
  async getBySlug(slug: string): Promise<Project> {
    const project = await this.db.prisma.project.findUnique({ where: { slug } });
    if (!project) throw new NotFoundError('Project', slug);
    return project;
  }

  async update(id: string, change: Prisma.ProjectUncheckedUpdateManyInput): Promise<void> {
    await this.db.prisma.project.updateMany({ where: { id }, data: change });
  }

  async list(): Promise<Project[]> {
    return this.db.prisma.project.findMany({
      where: { archivedAt: null },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
  }

  /** The project of that slug, made when it is not there. */
  async ensure(project: NewProject): Promise<Project> {
    const { slug } = project;
    await this.db.prisma.project.createMany({
      data: { id: newId(), description: '', ...project },
      skipDuplicates: true,
    });
    return this.db.prisma.project.findUniqueOrThrow({ where: { slug } });
  }
}
