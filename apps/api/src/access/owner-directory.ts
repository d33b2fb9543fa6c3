import type { OwnerReader } from '@voxboard/db';
import { asUuid } from '../modules/shared/parse-input.js';
import type { Reference } from './argument-references.js';

/** Ids remembered; a training logs into the same run thousands of times. */
const MAX_REMEMBERED = 20_000;

/** Which project a reference is of, remembered: a thing never moves from one project to another. */
export class OwnerDirectory {
  readonly #projectOfId = new Map<string, string | null>();

  constructor(private readonly reader: OwnerReader) {}

  /** In order of the references; null for what is not known. */
  async of(references: readonly Reference[]): Promise<({ readonly projectId: string | null } | null)[]> {
    const ids = new Set<string>();
    const slugs = new Set<string>();
    for (const { kind, text } of references) {
      if (kind === 'SLUG') slugs.add(text);
      else {
        const id = asUuid(text);
        if (id !== null && !this.#projectOfId.has(id)) ids.add(id);
      }
    }
    const [, bySlug] = await Promise.all([this.#learn([...ids]), this.#bySlug([...slugs])]);
    return references.map(({ kind, text }) => {
      const projectId = kind === 'SLUG' ? bySlug.get(text) : this.#projectOfId.get(asUuid(text) ?? '');
      return projectId === undefined ? null : { projectId };
    });
  }

  async #learn(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const owner of await this.reader.ofIds(ids)) {
      if (owner === null) continue;
      if (this.#projectOfId.size >= MAX_REMEMBERED) this.#projectOfId.clear();
      this.#projectOfId.set(owner.id, owner.projectId);
    }
  }

  /** Slugs are not remembered: one may be given to another project. */
  async #bySlug(slugs: readonly string[]): Promise<Map<string, string>> {
    if (slugs.length === 0) return new Map();
    const ids = await this.reader.ofSlugs(slugs);
    return new Map(slugs.flatMap((slug, i) => (ids[i] ? [[slug, ids[i]] as const] : [])));
  }
}
