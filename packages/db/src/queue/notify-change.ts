import { CHANGE_CHANNEL, type ChangeEvent, ChangeEventSchema } from '@voxboard/domain';
import type { Database } from '../database.js';

/** Tells every API replica and worker, when the caller's transaction commits. Equal notices of one transaction are sent once. */
export async function notifyChange(tx: Database, event: ChangeEvent): Promise<void> {
  await tx.sql.query('/* notifyChange */ SELECT pg_notify($1, $2)', [
    CHANGE_CHANNEL,
    JSON.stringify(ChangeEventSchema.parse(event)),
  ]);
}
