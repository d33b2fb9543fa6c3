const SECRET_NAMES = /password|secret|token|authorization|cookie|credential|api_?key|^code$/i;
const MAX_TEXT = 500;
const MAX_ITEMS = 50;
const MAX_DEPTH = 6;

/**
 * A copy that may be kept and shown: what secrets go by is struck out, tokens in texts too; long texts and lists are
 * cut.
 */
export function withoutSecrets(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details)
      .slice(0, MAX_ITEMS)
      .map(([name, value]) => [name, cleaned(name, value, 0)]),
  );
}

function cleaned(name: string, value: unknown, depth: number): unknown {
  if (SECRET_NAMES.test(name) && value !== null && typeof value !== 'boolean') return '(not kept)';
  if (typeof value === 'string') return cut(value.replace(/vxb_[A-Za-z0-9_-]+/g, 'vxb_(not kept)'));
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '(deeper than is kept)';
  if (Array.isArray(value)) {
    const kept = value.slice(0, MAX_ITEMS).map((item) => cleaned('', item, depth + 1));
    return value.length > MAX_ITEMS ? [...kept, `(${value.length - MAX_ITEMS} more)`] : kept;
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([key, item]) => [key, cleaned(key, item, depth + 1)]),
  );
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}… (${text.length} characters)`;
}
