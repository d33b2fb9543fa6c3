import { formatCount, formatDateTime, formatDuration, formatMetric } from '../format/format';
import type { AxisKind } from './chart-series';

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const SECONDS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_MS = 86_400_000;

/** A place on the horizontal axis, in a few characters. @param span how much the axis shows, in its units */
export function formatTick(place: number, axis: AxisKind, span: number): string {
  switch (axis) {
    case 'relative':
      return place === 0 ? '0' : formatDuration(place);
    case 'wall':
      if (span > 3 * DAY_MS) return DAY.format(place);
      return span > 600_000 ? CLOCK.format(place) : SECONDS.format(place);
    default:
      return formatCount(Math.round(place));
  }
}

/** The same place with its name, for people. */
export function namePlace(place: number, axis: AxisKind): string {
  switch (axis) {
    case 'relative':
      return `${formatDuration(place)} after the start`;
    case 'wall':
      return formatDateTime(new Date(place).toISOString());
    case 'epoch':
      return `epoch ${formatMetric(Math.round(place * 100) / 100)}`;
    default:
      return `step ${formatCount(Math.round(place))}`;
  }
}

/** What the horizontal axis counts, as its title. */
export const AXIS_NAMES: Readonly<Record<AxisKind, string>> = {
  step: 'Step',
  epoch: 'Epoch',
  relative: 'Time since start',
  wall: 'Clock time',
};
