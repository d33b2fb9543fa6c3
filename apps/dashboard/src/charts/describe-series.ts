import { formatMetric, plural } from '../format/format';
import type { PreparedLine, PreparedSeries } from './prepare-series';

const MAX_DESCRIBED = 6;

/** What a chart shows, in sentences: for those who cannot see it. */
export function describeSeries(title: string, prepared: PreparedSeries): string {
  if (prepared.isEmpty) return `${title}: nothing to draw yet.`;
  const described = prepared.lines.slice(0, MAX_DESCRIBED).map(describeLine);
  const rest = prepared.lines.length + prepared.hiddenLineCount - described.length;
  return [
    `${title}: ${plural(prepared.lines.length + prepared.hiddenLineCount, 'line')}.`,
    ...described,
    ...(rest > 0 ? [`And ${plural(rest, 'more line')}.`] : []),
  ].join(' ');
}

function describeLine({ label, style, first, last, min, max }: PreparedLine): string {
  const name = style === 'solid' ? label : `${label} (${style})`;
  if (first === null || last === null) return `${name}: no finite value.`;
  if (first === last) return `${name}: ${formatMetric(first.raw)} at step ${first.step}.`;
  return `${name}: from ${formatMetric(first.raw)} at step ${first.step} to ${formatMetric(last.raw)} at step ${last.step}, between ${formatMetric(min?.raw)} and ${formatMetric(max?.raw)}.`;
}
