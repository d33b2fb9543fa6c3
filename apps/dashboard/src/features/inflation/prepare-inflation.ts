import type { InflationMeterFiguresFragment } from '../../generated/graphql';

export type Bar = InflationMeterFiguresFragment['bars'][number];

/** What stands behind a bar that has no figure, or not its last one. */
export function statusText({ status, runsPooled, runsPlanned, reason }: Bar): string | null {
  switch (status) {
    case 'DONE':
      return null;
    case 'UNDER_WAY':
      return `${runsPooled} of ${runsPlanned} runs`;
    case 'WAITING':
      return 'waits for its features';
    case 'IMPOSSIBLE':
      return reason ?? 'not possible with this data';
    case 'MISSING':
      return 'not run yet';
  }
}

/** Points above the figure on unheard voices; null where either is missing or not final. */
export function pointsAbove(bar: Bar, bars: readonly Bar[]): number | null {
  const honest = bars.find(({ protocol }) => protocol === 'by-speaker');
  if (bar.protocol === 'by-speaker' || honest?.status !== 'DONE' || bar.status !== 'DONE') return null;
  return bar.value === null || honest.value === null ? null : (bar.value - honest.value) * 100;
}

/** Seconds that launching what is missing takes; null when it is not known of any of it. */
export function missingSeconds(bars: readonly Bar[]): number | null {
  const missing = bars.filter(({ status }) => status === 'MISSING');
  const known = missing.flatMap(({ estimate }) => estimate?.seconds ?? []);
  return known.length === 0 || known.length < missing.length ? null : known.reduce((sum, value) => sum + value, 0);
}
