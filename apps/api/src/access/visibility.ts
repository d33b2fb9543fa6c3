import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@voxboard/domain';
import { asUuid } from '../modules/shared/parse-input.js';
import type { Reference } from './argument-references.js';
import type { OwnerDirectory } from './owner-directory.js';
import type { Viewer } from './viewer.js';

/** What the references of a field come to for a viewer. */
export interface Sighting {
  /** Projects that hold what is named and visible. */
  readonly projectIds: readonly string[];
  /** What is named and is everybody's: presets, workers. */
  readonly shared: readonly Reference[];
  /** What is of nothing, or of no business of the viewer's: the two are not told apart. */
  readonly hidden: readonly Reference[];
}

/** Whether a viewer may see what a request names. One per request. */
export class Visibility {
  constructor(
    private readonly viewer: Viewer,
    private readonly owners: OwnerDirectory,
  ) {}

  async look(references: readonly Reference[]): Promise<Sighting> {
    const owners = await this.owners.of(references);
    const projectIds = new Set<string>();
    const shared: Reference[] = [];
    const hidden: Reference[] = [];
    for (const [i, reference] of references.entries()) {
      const owner = owners[i] ?? null;
      if (owner === null) hidden.push(reference);
      else if (owner.projectId === null) shared.push(reference);
      else if (this.viewer.sees(owner.projectId)) projectIds.add(owner.projectId);
      else hidden.push(reference);
    }
    return { projectIds: [...projectIds], shared, hidden };
  }

  /** Whose the named things are, whether the viewer may see them or not: for the audit. */
  ownersOf(references: readonly Reference[]) {
    return this.owners.of(references);
  }

  /** For HTTP routes. @throws NotFoundError, the same as for an id of nothing, when the viewer may not see it. */
  async requireId(kind: string, id: string): Promise<void> {
    if (!(await this.seesId(id))) throw new NotFoundError(kind, id.slice(0, 100));
  }

  /** True for what everybody may see; false for an id of nothing. Log-only tokens see nothing. */
  async seesId(id: string): Promise<boolean> {
    return this.#sees({ kind: 'ID', text: id });
  }

  async seesSlug(slug: string): Promise<boolean> {
    return this.#sees({ kind: 'SLUG', text: slug });
  }

  async #sees(reference: Reference): Promise<boolean> {
    if (this.viewer.isUnlimited) return true;
    if (!this.viewer.isSignedIn || this.viewer.isLogOnly) return false;
    if (reference.kind === 'ID' && asUuid(reference.text) === null) return false;
    return (await this.look([reference])).hidden.length === 0;
  }
}

/** Stands in for what the viewer may not see, so that a resolver finds nothing, and says so as it always does. */
export class StandIns {
  readonly #realOf = new Map<string, string>();

  for({ kind, text }: Reference): string {
    const standIn = kind === 'ID' ? randomUUID() : `none-${randomUUID()}`;
    this.#realOf.set(standIn, text);
    return standIn;
  }

  /** The text with what was really asked for. */
  restore(text: string): string {
    let restored = text;
    for (const [standIn, real] of this.#realOf) restored = restored.replaceAll(standIn, real.slice(0, 100));
    return restored;
  }
}
