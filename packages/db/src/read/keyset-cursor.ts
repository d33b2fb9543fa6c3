import { InvalidInputError } from '@voxboard/domain';

export type CursorValue = string | number | null;

/** How a cursor's value compares in SQL. */
export type CursorType = 'timestamptz' | 'text' | 'uuid' | 'float8' | 'int4';

const CHECKS: Readonly<Record<CursorType, (value: unknown) => boolean>> = {
  timestamptz: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
  text: (value) => typeof value === 'string' && value.length <= 4096 && !value.includes('\0'),
  uuid: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  float8: (value) => typeof value === 'number' || value === 'Infinity' || value === '-Infinity',
  int4: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_647,
};

/** Opaque to clients: where in which order a page ends. `order` keeps a cursor from being used under another order. */
export function encodeCursor(order: string, values: readonly (CursorValue | Date)[]): string {
  const plain = values.map((value) => {
    if (value instanceof Date) return value.toISOString();
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
  return Buffer.from(JSON.stringify([order, ...plain])).toString('base64url');
}

/** @throws InvalidInputError when the text is no cursor of this order. */
export function decodeCursor(
  cursor: string,
  order: string,
  types: readonly CursorType[],
  argument: string,
): CursorValue[] {
  const values = parseArray(cursor);
  const [found, ...rest] = values ?? [];
  const fits =
    found === order && rest.length === types.length && types.every((type, i) => CHECKS[type](rest[i]) === true);
  if (!fits) {
    throw new InvalidInputError(
      `"${argument}" is not a cursor of this list in this order. Pass a cursor that a page of the same query returned.`,
      { path: [argument] },
    );
  }
  return rest.map((value) => (typeof value === 'string' || typeof value === 'number' ? value : null));
}

function parseArray(cursor: string): unknown[] | null {
  if (!/^[A-Za-z0-9_-]{1,8192}$/.test(cursor)) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
