import { createHash } from 'node:crypto';
import type { ApiContext } from '../context.js';
import type { ChangeHub } from '../live/change-hub.js';
import type { AuditEntry, AuditLog } from './audit-log.js';

const MAX_REMEMBERED = 10_000;

/** One audit event for all that somebody logs into one attempt of a run, whichever replica takes it. */
export class LoggingAudit {
  /** Run and actor of what was noted and has not changed its status since. */
  readonly #noted = new Set<string>();

  constructor(
    private readonly audit: AuditLog,
    hub: ChangeHub,
  ) {
    // A new attempt begins with a change of status, and is noted anew.
    hub.onRunStatus((runId) => {
      for (const key of this.#noted) if (key.startsWith(runId)) this.#noted.delete(key);
    });
  }

  async note(action: string, runId: string, { viewer, address, loaders }: ApiContext): Promise<void> {
    const key = `${runId} ${viewer.actor}`;
    if (this.#noted.has(key)) return;
    if (this.#noted.size >= MAX_REMEMBERED) this.#noted.clear();
    this.#noted.add(key);
    const run = await loaders.run.load(runId);
    if (run === null) return;
    await this.audit.record({
      id: idOf(`${action} ${run.id} ${run.attempt} ${viewer.actor}`),
      projectId: run.projectId,
      actor: viewer.actor,
      actorName: viewer.name,
      address,
      action,
      entityType: 'Run',
      entityId: run.id,
      details: { attempt: run.attempt, note: 'stands for all that this actor logged into this attempt' },
    });
  }

  /** One event for all that an actor does in one way to one thing. */
  async noteOnce(entry: AuditEntry): Promise<void> {
    const { action, entityId, actor } = entry;
    const key = `${entityId} ${actor} ${action}`;
    if (this.#noted.has(key)) return;
    if (this.#noted.size >= MAX_REMEMBERED) this.#noted.clear();
    this.#noted.add(key);
    await this.audit.record({ ...entry, id: idOf(`${action} ${entityId} ${actor}`) });
  }
}

/** The same for the same: who comes second writes nothing. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
