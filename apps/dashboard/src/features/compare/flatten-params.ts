/**
 * Settings as paths and texts: `{ schedule: { kind: 'cosine' } }` is `schedule.kind` → `cosine`. Lists stay whole;
 * whatever is not an object at the top has no paths.
 */
export function flattenParams(params: unknown, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  if (!isObject(params)) return flat;
  for (const [name, value] of Object.entries(params)) {
    const path = prefix ? `${prefix}.${name}` : name;
    if (isObject(value)) for (const [inner, text] of flattenParams(value, path)) flat.set(inner, text);
    else flat.set(path, textOf(value));
  }
  return flat;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
