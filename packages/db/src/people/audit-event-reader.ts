import {
  cursorCondition,
  type KeysetOrder,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from '../read/keyset-page.js';
import { type Queryable, StatementValues } from '../read/queryable.js';

export interface AuditEventRow {
  readonly id: string;
  readonly projectId: string | null;
  readonly actor: string;
  readonly actorName: string;
  readonly address: string;
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly details: unknown;
  readonly occurredAt: Date;
}

export interface AuditEventFilter {
  readonly projectId?: string | null | undefined;
  readonly actor?: string | null | undefined;
  readonly actions?: readonly string[] | null | undefined;
  readonly entityId?: string | null | undefined;
  readonly since?: Date | null | undefined;
  readonly until?: Date | null | undefined;
}

const NEWEST: KeysetOrder<AuditEventRow> = {
  name: 'occurred',
  direction: 'DESC',
  columns: [
    { sql: 'e.occurred_at', type: 'timestamptz' },
    { sql: 'e.id', type: 'uuid' },
  ],
  valuesOf: (row) => [row.occurredAt, row.id],
};

/** What was done, newest first. */
export class AuditEventReader {
  constructor(private readonly sql: Queryable) {}

  async page(filter: AuditEventFilter, page: PageArguments): Promise<Page<AuditEventRow>> {
    const request = pageRequest(page, 50);
    const values = new StatementValues();
    const conditions = [
      filter.projectId != null && `e.project_id = ${values.add(filter.projectId)}::uuid`,
      filter.actor != null && `e.actor = ${values.add(filter.actor)}`,
      filter.actions != null && `e.action = ANY (${values.add(filter.actions)}::text[])`,
      filter.entityId != null && `e.entity_id = ${values.add(filter.entityId)}`,
      filter.since != null && `e.occurred_at >= ${values.add(filter.since)}`,
      filter.until != null && `e.occurred_at < ${values.add(filter.until)}`,
      cursorCondition(NEWEST, request, values),
    ].filter((condition) => typeof condition === 'string');
    const { rows } = await this.sql.query<AuditEventRow>(
      `/* auditEvents */ SELECT e.id, e.project_id AS "projectId", e.actor, e.actor_name AS "actorName", e.address,
          e.action, e.entity_type AS "entityType", e.entity_id AS "entityId", e.details, e.occurred_at AS "occurredAt"
        FROM audit_event e ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
        ${orderAndLimit(NEWEST, request)}`,
      values.all,
    );
    return toKeysetPage(rows, request, NEWEST);
  }
}
