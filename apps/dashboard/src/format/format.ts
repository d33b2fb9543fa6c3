/** The one sign for "there is none". A missing value is never shown as 0. */
export const MISSING = '—';

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const DATE_TIME = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

export function formatCount(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : WHOLE.format(value);
}

export function formatCompact(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : COMPACT.format(value);
}

/** A share in 0 … 1 as a percentage with one decimal. */
export function formatPercent(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined) return MISSING;
  return Number.isFinite(value) ? `${(value * 100).toFixed(digits)} %` : String(value);
}

/** Any metric: four significant figures; NaN and ±Infinity by name. */
export function formatMetric(value: number | null | undefined): string {
  if (value === null || value === undefined) return MISSING;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-4) return value.toExponential(2);
  if (Number.isInteger(value)) return WHOLE.format(value);
  return String(Number(value.toPrecision(4)));
}

/** Seconds as people say them: `4.2 s`, `3 min 12 s`, `2 h 5 min`. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return MISSING;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  if (hours === 0) return `${minutes} min ${whole % 60} s`;
  return `${WHOLE.format(hours)} h ${minutes} min`;
}

export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return MISSING;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let size = bytes;
  let unit: (typeof units)[number] = 'B';
  for (const next of units) {
    unit = next;
    if (size < 1000) break;
    size /= 1000;
  }
  return unit === 'B' ? `${size} B` : `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}

export function formatDateTime(iso: string | null | undefined): string {
  return iso ? DATE_TIME.format(new Date(iso)) : MISSING;
}

/** How long ago, in the largest unit that fits. */
export function formatAgo(iso: string | null | undefined, nowMs: number): string {
  if (!iso) return MISSING;
  const seconds = (Date.parse(iso) - nowMs) / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return RELATIVE.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

/** Seconds between two moments; to `nowMs` when the second has not come; null when the first has not. */
export function elapsedSeconds(
  startedAt: string | null | undefined,
  finishedAt: string | null | undefined,
  nowMs: number,
): number | null {
  if (!startedAt) return null;
  const end = finishedAt ? Date.parse(finishedAt) : nowMs;
  return Math.max(0, (end - Date.parse(startedAt)) / 1000);
}

/** `1 run`, `2 runs`. */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${WHOLE.format(count)} ${count === 1 ? singular : many}`;
}

/** `EMOTION` → `Emotion`. */
export function sentenceCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
