import { AuditRepository, type Database, type NewAuditEvent } from '@voxboard/db';
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import { withoutSecrets } from './without-secrets.js';

export type AuditEntry = Omit<NewAuditEvent, 'occurredAt'>;

/** Writes down what was done. */
export class AuditLog {
  constructor(
    private readonly db: Pick<Database, 'sql'>,
    private readonly now: Clock,
    private readonly log: Logger,
  ) {}

  /** In the caller's transaction, so that what was done and the note of it are there together or not at all. */
  async recordIn(tx: Pick<Database, 'sql'>, entry: AuditEntry): Promise<void> {
    const details = withoutSecrets(entry.details);
    await new AuditRepository(tx).record({ ...entry, details, occurredAt: this.now() });
  }

  /**
   * After the fact: what was done stays done when this fails, and the server's log says so with what was to be written.
   */
  async record(entry: AuditEntry): Promise<void> {
    try {
      await this.recordIn(this.db, entry);
    } catch (error) {
      this.missed(entry, error);
    }
  }

  /** Says in the server's log what could not be written down. */
  missed(entry: Partial<AuditEntry>, error: unknown): void {
    this.log.error({ err: error, audit: { ...entry, details: undefined } }, 'an audit event could not be written');
  }
}
