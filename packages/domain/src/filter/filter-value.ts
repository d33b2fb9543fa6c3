import { FILTER_ATTRIBUTE_FACTS, filterTypeOf } from './filter-fields.js';
import type { FilterField, FilterValue } from './filter-tree.js';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/i;
const DURATION_PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/gi;
const SECONDS_OF: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/i;
const LARGEST_SECONDS = 100 * 366 * 86_400;

/** A value, or why the word is none for this field. */
export type ReadValue = { readonly value: FilterValue } | { readonly problem: string };

/**
 * Reads a word or a quoted text as the field takes it.
 * @param isQuoted a quoted text is never a number
 */
export function readFilterValue(field: FilterField, text: string, isQuoted: boolean): ReadValue {
  switch (filterTypeOf(field)) {
    case 'text':
    case 'id':
      return { value: { kind: 'text', value: text } };
    case 'choice':
      return readChoice(field, text);
    case 'number':
      return isQuoted ? { problem: 'a number without quotes' } : readNumber(text);
    case 'duration':
      return readSeconds(text);
    case 'time':
      return readTime(text);
    case 'param':
      return !isQuoted && NUMBER.test(text) ? readNumber(text) : { value: { kind: 'text', value: text } };
  }
}

function readNumber(text: string): ReadValue {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? { value: { kind: 'number', value } } : { problem: 'a number such as 0.6' };
}

function readChoice(field: FilterField, text: string): ReadValue {
  const choices = field.kind === 'attribute' ? (FILTER_ATTRIBUTE_FACTS[field.name].choices ?? []) : [];
  const value = choices.find((choice) => choice === text.toUpperCase());
  if (value !== undefined) return { value: { kind: 'text', value } };
  return { problem: `one of ${choices.map((choice) => choice.toLowerCase()).join(', ')}` };
}

function readSeconds(text: string): ReadValue {
  const seconds = parseDuration(text) ?? (NUMBER.test(text) ? Number(text) : null);
  if (seconds === null || !(seconds >= 0 && seconds <= LARGEST_SECONDS)) {
    return { problem: 'a duration such as 90s, 2m or 1h30m' };
  }
  return { value: { kind: 'number', value: seconds } };
}

function readTime(text: string): ReadValue {
  const seconds = text.startsWith('-') ? parseDuration(text.slice(1)) : null;
  if (seconds !== null && seconds <= LARGEST_SECONDS && Number.isInteger(seconds))
    return { value: { kind: 'ago', seconds } };
  const at = parseInstant(text);
  if (at !== null) return { value: { kind: 'instant', at } };
  return { problem: 'a date such as 2026-11-23, or a time ago such as -7d' };
}

/** `1h30m` → 5400; null when the text is no duration. */
export function parseDuration(text: string): number | null {
  if (!DURATION.test(text)) return null;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(DURATION_PART)) {
    seconds += Number(amount) * (SECONDS_OF[(unit ?? '').toLowerCase()] ?? Number.NaN);
  }
  return seconds;
}

/** Dates without a time begin at midnight, and times without a zone are UTC. */
function parseInstant(text: string): string | null {
  if (!DATE.test(text)) return null;
  const hasZone = !text.includes('T') || /(?:Z|[+-]\d\d:\d\d)$/i.test(text);
  const ms = Date.parse(hasZone ? text : `${text}Z`);
  if (Number.isNaN(ms)) return null;
  const at = new Date(ms).toISOString();
  // The built-in parser turns 30 February into 2 March.
  return text.length > 10 || at.startsWith(text) ? at : null;
}

/** `5400` → `1h30m`. */
export function printDuration(seconds: number): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    const whole = Math.floor(rest / size);
    if (whole === 0) continue;
    parts.push(`${whole}${unit}`);
    rest -= whole * size;
  }
  const text = [...parts, ...(rest > 0 || parts.length === 0 ? [`${rest}s`] : [])].join('');
  // Adding the parts up again may be off by a rounding; the plain number is exact.
  return parseDuration(text) === seconds ? text : String(seconds);
}
