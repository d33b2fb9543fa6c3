import type { Database } from '@voxboard/db';
import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { z } from 'zod';
import type { ApiContext } from '../context.js';
import type { ArgumentReferences } from './argument-references.js';
import type { AuditScope } from './audit-scope.js';

interface Entity {
  readonly type: string;
  readonly id: string;
  readonly projectId: string | null;
}

const EntitySchema = z.object({ id: z.string(), projectId: z.string().nullish() });

/** Notes one mutation: in its transaction where it runs in one of ours, afterwards where it does not. */
export class MutationAudit implements AuditScope {
  #isSettled = false;

  constructor(
    private readonly action: string,
    private readonly args: Readonly<Record<string, unknown>>,
    private readonly references: ArgumentReferences,
    private readonly context: ApiContext,
  ) {}

  get owner(): string {
    const { viewer } = this.context;
    return viewer.userId ?? viewer.tokenId ?? '';
  }

  wasDoneBefore(): void {
    this.#isSettled = true;
  }

  async recordIn(tx: Pick<Database, 'sql'>, reply: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.#isSettled) return;
    this.#isSettled = true;
    const [name, id] = Object.entries(reply).find(([key, value]) => /Id$/.test(key) && typeof value === 'string') ?? [];
    const type = name === undefined ? '' : `${name.charAt(0).toUpperCase()}${name.slice(1, -2)}`;
    const entity = typeof id === 'string' ? { type, id, projectId: type === 'Project' ? id : null } : null;
    await this.context.services.audit.recordIn(tx, await this.#entry(entity));
  }

  async recordAfter(result: unknown, info: GraphQLResolveInfo): Promise<void> {
    if (this.#isSettled) return;
    this.#isSettled = true;
    await this.context.services.audit.record(await this.#entry(entityOf(result, info)));
  }

  async #entry(entity: Entity | null) {
    const { viewer, address, visibility } = this.context;
    const named = this.references.in(this.args);
    const owners = await visibility.ownersOf(named);
    const projectId = entity?.projectId ?? owners.find((owner) => owner?.projectId != null)?.projectId ?? null;
    return {
      projectId,
      actor: viewer.actor,
      actorName: viewer.name,
      address,
      action: this.action,
      entityType: entity?.type ?? '',
      entityId: entity?.id ?? named.find(({ kind }) => kind === 'ID')?.text.slice(0, 100) ?? '',
      details: { ...this.args },
    };
  }
}

/** What a mutation's success holds: the first thing in it that has an id. */
function entityOf(result: unknown, { schema }: GraphQLResolveInfo): Entity | null {
  if (typeof result !== 'object' || result === null) return null;
  const type = schema.getType(result.constructor.name);
  if (!isObjectType(type)) return null;
  const held = new Map(Object.entries(result));
  for (const field of Object.values(type.getFields())) {
    const value: unknown = held.get(field.name);
    const parsed = EntitySchema.safeParse(Array.isArray(value) ? value[0] : value);
    if (!parsed.success) continue;
    const name = getNamedType(field.type).name;
    const { id, projectId = null } = parsed.data;
    return { type: name, id, projectId: name === 'Project' ? id : projectId };
  }
  return null;
}
