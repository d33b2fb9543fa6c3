import { InvalidInputError, NotFoundError } from '@voxboard/domain';
import type { z } from 'zod';

/** @throws InvalidInputError that names the first offending field, below `path`. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: readonly string[] = [],
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = [...path, ...(issue?.path ?? []).map(String)];
  const where = at.length === 0 ? '' : `${at.join('.')}: `;
  throw new InvalidInputError(`${where}${issue?.message ?? 'not valid'}.`, { path: at });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as the database writes it, or null for text that can be no id of anything. */
export function asUuid(id: string): string | null {
  const lower = id.toLowerCase();
  return UUID.test(lower) ? lower : null;
}

/** @throws NotFoundError for text that can be no id. */
export function requireUuid(kind: string, id: string): string {
  const uuid = asUuid(id);
  if (uuid === null) throw new NotFoundError(kind, id.slice(0, 100));
  return uuid;
}
