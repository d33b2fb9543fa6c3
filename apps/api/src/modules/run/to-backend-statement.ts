import { z } from 'zod';
import type { BackendStatement } from './backend-statement.type.js';

const BackendSchema = z.object({
  name: z.string(),
  device: z.string(),
  threads: z.number().int(),
  versions: z.record(z.string(), z.string()),
});

/** What the schema says of a stored statement; null where none was made. */
export function toBackendStatement(stored: unknown): BackendStatement | null {
  if (stored === null || stored === undefined) return null;
  const { versions, ...backend } = BackendSchema.parse(stored);
  return { ...backend, versions: Object.entries(versions).map(([name, version]) => ({ name, version })) };
}
