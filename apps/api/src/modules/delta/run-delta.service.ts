import type { RunRow } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import type { Readers } from '../../readers.js';
import { required } from '../shared/required.js';
import type { RunDelta } from './delta.type.js';

const MAX_RUNS = 1000;

/** What is new in a project's runs. */
export class RunDeltaService {
  constructor(private readonly readers: Readers) {}

  /** @throws NotFoundError, InvalidInputError when the cursor is none */
  async since(projectSlug: string, after: string | null, first: number): Promise<RunDelta> {
    if (first < 1 || first > MAX_RUNS) {
      throw new InvalidInputError(`"first" must be 1 to ${MAX_RUNS}, got ${first}.`, { path: ['first'] });
    }
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    return this.ofProject(project.id, after, first);
  }

  async ofProject(projectId: string, after: string | null, first: number): Promise<RunDelta> {
    const { runIds, cursor, hasMore } = await this.readers.runChange.since(projectId, after, first);
    const rows = runIds.length === 0 ? [] : await this.readers.run.byIds(runIds);
    const present = rows.map((row) => (row?.deletedAt == null ? row : null));
    return {
      runs: present.filter((row): row is RunRow => row !== null),
      removedIds: runIds.filter((_, i) => present[i] === null),
      cursor,
      hasMore,
    };
  }
}
