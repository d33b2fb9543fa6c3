import type { Prisma } from '../generated/client.js';

/** A plain value as Prisma takes it for a JSON column: what a trip through JSON text leaves of it. */
export function toJsonColumn(value: unknown): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
