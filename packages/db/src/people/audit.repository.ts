import type { Database } from '../database.js';
import { newId } from '../new-id.js';
import { toJsonColumn } from '../repositories/json.js';

export interface NewAuditEvent {
  /** Given where the same event may be recorded twice: the second is left out. */
  readonly id?: string;
  readonly projectId: string | null;
  /** `local`, `anonymous`, `user:ID`, `token:ID` or `system`. */
  readonly actor: string;
  readonly actorName: string;
  readonly address: string;
  /** What was done: a mutation's name, or `signIn`, `signOut`, `failedSignIn`, `upload`. */
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  /** Without secrets. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

/** What was done, by whom; written and never changed. In a transaction, together with what it tells of. */
export class AuditRepository {
  constructor(private readonly db: Pick<Database, 'sql'>) {}

  async record(event: NewAuditEvent): Promise<void> {
    await this.db.sql.query({
      name: 'recordAuditEvent',
      text: `/* recordAuditEvent */ INSERT INTO audit_event
          (id, project_id, actor, actor_name, address, action, entity_type, entity_id, details, occurred_at)
        SELECT $1::uuid, (SELECT p.id FROM project p WHERE p.id = $2::uuid), $3, $4, $5, $6, $7, $8, $9::jsonb, $10
        ON CONFLICT (id) DO NOTHING`,
      values: [
        event.id ?? newId(),
        event.projectId,
        event.actor,
        event.actorName,
        event.address,
        event.action,
        event.entityType,
        event.entityId,
        JSON.stringify(toJsonColumn(event.details)),
        event.occurredAt,
      ],
    });
  }
}
