import { AccountRepository, type Database, type MemberRow, MembershipRepository, type ProjectRow } from '@voxboard/db';
import { InvalidInputError, NotFoundError } from '@voxboard/domain';
import { EmailSchema } from '../../access/sign-in.service.js';
import type { Viewer } from '../../access/viewer.js';
import type { Readers } from '../../readers.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import type { RemoveMemberInput, SetMemberInput } from './member.input.js';

/** Who works in a project. */
export class MemberService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
  ) {}

  ofProject(projectId: string): Promise<MemberRow[]> {
    return new MembershipRepository(this.db).ofProject(projectId);
  }

  /** @throws InvalidInputError, NotFoundError */
  async set({ projectSlug, email: text, role }: SetMemberInput, viewer: Viewer): Promise<ProjectRow> {
    const email = parseInput(EmailSchema, text, ['input', 'email']);
    const project = await this.#project(projectSlug);
    const account = required(await new AccountRepository(this.db).byEmail(email), 'Account', email);
    if (role !== 'ADMIN') this.#requireOtherAdmin(viewer, account.id);
    await new MembershipRepository(this.db).set(project.id, account.id, role);
    return project;
  }

  /** @throws NotFoundError, InvalidInputError */
  async remove({ projectSlug, accountId }: RemoveMemberInput, viewer: Viewer): Promise<ProjectRow> {
    const project = await this.#project(projectSlug);
    const id = requireUuid('Account', accountId);
    this.#requireOtherAdmin(viewer, id);
    if (!(await new MembershipRepository(this.db).remove(project.id, id))) throw new NotFoundError('Member', id);
    return project;
  }

  /** Who manages a project cannot leave it without anybody who does. */
  #requireOtherAdmin(viewer: Viewer, accountId: string): void {
    if (viewer.userId !== accountId || viewer.isInstanceAdmin) return;
    throw new InvalidInputError('You cannot take your own role away. Have another admin of the project do it.', {
      path: ['input'],
    });
  }

  async #project(slug: string): Promise<ProjectRow> {
    return required(await this.readers.project.bySlug(slug), 'Project', slug);
  }
}
