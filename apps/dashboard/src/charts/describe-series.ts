import { formatMetric, plural } from '../format/format';
import { namePlace } from './format-place';
import { type PreparedLine, type PreparedSeries, pointAt } from './prepare-series';

const MAX_READ = 8;

/** What a chart shows in one sentence: for those who cannot see it, and for those in a hurry. */
export function describeSeries(title: string, prepared: PreparedSeries): string {
  const ended = prepared.lines.filter(({ last }) => last !== null);
  const [first] = ended;
  if (prepared.isEmpty || first === undefined) return `${title}: nothing to draw yet.`;
  if (ended.length <= 2) return `${title}: ${ended.map((line) => describeLine(line, prepared)).join('; ')}.`;
  const byEnd = [...ended].sort((a, b) => (a.last?.raw ?? 0) - (b.last?.raw ?? 0));
  const [lowest, highest] = [byEnd[0] ?? first, byEnd.at(-1) ?? first];
  const count = prepared.lines.length + prepared.hiddenLineCount;
  return `${title}: ${plural(count, 'line')}, ending between ${formatMetric(lowest.last?.raw)} (${nameLine(lowest)}) and ${formatMetric(highest.last?.raw)} (${nameLine(highest)}).`;
}

function describeLine(line: PreparedLine, { axis }: PreparedSeries): string {
  const { first, last, min, max } = line;
  const name = nameLine(line);
  if (first === null || last === null) return `${name} has no finite value`;
  if (first === last) return `${name} is ${formatMetric(first.raw)} at ${namePlace(first.x, axis)}`;
  return `${name} goes from ${formatMetric(first.raw)} to ${formatMetric(last.raw)} at ${namePlace(last.x, axis)}, between ${formatMetric(min)} and ${formatMetric(max)}`;
}

/** A line's name; what its style says is said in words. */
export function nameLine({ label, style }: Pick<PreparedLine, 'label' | 'style'>): string {
  const split = style === 'solid' ? 'training' : style === 'dashed' ? 'validation' : 'test';
  return label.toLowerCase().includes(split) ? label : `${label}, ${split}`;
}

/** The values at a place, as they are read aloud. `chosen` names one line; null reads the first few. */
export function readAloud(prepared: PreparedSeries, place: number, chosen: string | null): string {
  const { lines, axis } = prepared;
  const read = (chosen === null ? lines.slice(0, MAX_READ) : lines.filter(({ id }) => id === chosen)).map((line) => {
    const point = pointAt(line, place);
    const range =
      line.hasBand && point?.low != null && point.high != null
        ? `, from ${formatMetric(point.low)} to ${formatMetric(point.high)}`
        : '';
    return `${nameLine(line)} ${point === null ? 'no value' : formatMetric(point.raw)}${range}`;
  });
  const rest = chosen === null ? lines.length - read.length : 0;
  return `${namePlace(place, axis)}: ${read.join('; ')}${rest > 0 ? `; and ${plural(rest, 'more line')}` : ''}.`;
}
