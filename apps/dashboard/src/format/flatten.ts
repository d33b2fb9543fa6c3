/**
 * Nested parameters as one level of dotted names: `{schedule: {kind: 'cosine'}}` → `schedule.kind: cosine`. Lists of
 * plain values stay together; null stays null.
 */
export function flattenParams(value: unknown): Map<string, string | null> {
  const flat = new Map<string, string | null>();
  collect(value, '', flat);
  return flat;
}

function collect(value: unknown, path: string, flat: Map<string, string | null>): void {
  if (isRecord(value) && Object.keys(value).length > 0) {
    for (const [key, child] of Object.entries(value)) collect(child, path === '' ? key : `${path}.${key}`, flat);
    return;
  }
  if (path === '') return;
  if (value === null || value === undefined) flat.set(path, null);
  else if (typeof value === 'object') flat.set(path, JSON.stringify(value));
  else flat.set(path, String(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
