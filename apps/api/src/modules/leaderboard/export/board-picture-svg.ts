import { xmlText } from './badge-svg.js';
import {
  type BoardTable,
  byList,
  conditions,
  type ExportedEntry,
  LIST_TITLES,
  METRIC_NAMES,
  percentText,
  rankText,
  scoreIn,
} from './board-table.js';

const WIDTH = 1000;
const MARGIN = 24;
const ROW = 26;
/** Left edges of what a row shows; the plot takes what lies between `plot` and `value`. */
const X = { rank: MARGIN, name: 84, plot: 400, value: 800 } as const;
const PLOT_WIDTH = X.value - X.plot - 20;
/** More would make a picture that no slide holds; the rest is counted in words. */
const MAX_ROWS = 40;
const NAME_CHARACTERS = 44;
const INK = { text: '#1b2130', soft: '#50596b', line: '#d6dae2', accent: '#2456b0', warn: '#9a4a00' } as const;

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** A board as one picture on white, for a slide or a report: place, name, value and 95 % interval on a common axis. */
export function boardPictureSvg(table: BoardTable): string {
  const shown = table.entries.slice(0, MAX_ROWS);
  const scale = scaleOf(table, shown);
  const parts: string[] = [];
  let y = MARGIN + 18;
  const line = (value: string, size: number, fill: string, weight = 400) => {
    parts.push(text(MARGIN, y, value, { size, fill, weight }));
    y += size + 8;
  };
  line(`${sentenceCase(table.task)} on ${table.dataset}`, 20, INK.text, 600);
  line(`${METRIC_NAMES[table.metric]} in per cent with 95 % interval. ${conditions(table)}`, 12, INK.soft);
  for (const row of table.warning === null ? [] : wrapped(table.warning)) line(row, 12, INK.warn, 600);
  const plotTop = y;
  for (const [list, entries] of byList(shown)) {
    y += 16;
    parts.push(text(MARGIN, y, LIST_TITLES[list], { size: 13, fill: INK.text, weight: 600 }));
    y += 8;
    for (const entry of entries) {
      parts.push(entryRow(table, entry, scale, y));
      y += ROW;
    }
  }
  parts.unshift(grid(scale, plotTop, y), references(table, scale, plotTop, y));
  y += 16;
  parts.push(...scale.ticks.map((tick) => tickLabel(tick, scale, y)));
  y += 22;
  if (table.entries.length > MAX_ROWS) line(`and ${table.entries.length - MAX_ROWS} more`, 12, INK.soft);
  const baselines = table.baselines.filter(({ value }) => value !== null);
  const words = baselines.map(({ name, value, low, high }) => `${name} ${percentText(value, low, high)}`).join(', ');
  for (const row of wrapped(words === '' ? '' : `Dashed: ${words}.`)) line(row, 12, INK.soft);
  const height = y + MARGIN - 8;
  const title = xmlText(`Leaderboard: ${table.task} on ${table.dataset}, ${table.protocol}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}" font-family="Geist,Helvetica,Arial,DejaVu Sans,sans-serif"><title>${title}</title><rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>\n`;
}

function entryRow(table: BoardTable, entry: ExportedEntry, scale: Scale, top: number): string {
  const score = scoreIn(entry.scores, table.metric);
  const [middle, baseline] = [top + ROW / 2, top + ROW / 2 + 4];
  const fill = entry.list === 'SET_APART' ? INK.warn : INK.accent;
  const parts = [
    text(X.rank, baseline, rankText(entry), { fill: INK.soft }),
    text(X.name, baseline, shortened(entry.experiment), {}),
    text(WIDTH - MARGIN, baseline, percentText(score?.value ?? null, score?.low ?? null, score?.high ?? null), {
      anchor: 'end',
    }),
  ];
  if (score !== null && score.value !== null) {
    if (score.low !== null && score.high !== null) {
      const from = place(score.low, scale);
      parts.push(
        `<rect x="${n(from)}" y="${middle - 4}" width="${n(place(score.high, scale) - from)}" height="8" rx="4" fill="${fill}" opacity=".35"/>`,
      );
    }
    parts.push(`<circle cx="${n(place(score.value, scale))}" cy="${middle}" r="5" fill="${fill}"/>`);
  }
  return parts.join('');
}

/** The axis holds every value, bound and baseline, and ends on round tenths. */
function scaleOf(table: BoardTable, entries: readonly ExportedEntry[]): Scale {
  const scores = entries.map((entry) => scoreIn(entry.scores, table.metric));
  const values = [
    ...scores.flatMap((score) => [score?.value, score?.low, score?.high]),
    ...table.baselines.map(({ value }) => value),
  ].filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (values.length === 0) return { low: 0, high: 1, ticks: [0, 0.5, 1] };
  const low = Math.floor(Math.min(...values) * 10 - 1e-9) / 10;
  const high = Math.ceil(Math.max(...values) * 10 + 1e-9) / 10;
  const count = Math.round((high - low) * 10);
  return { low, high, ticks: Array.from({ length: count + 1 }, (_, i) => low + i / 10) };
}

function grid(scale: Scale, top: number, bottom: number): string {
  return scale.ticks.map((tick) => vertical(place(tick, scale), top, bottom, INK.line, '')).join('');
}

function references({ baselines }: BoardTable, scale: Scale, top: number, bottom: number): string {
  return baselines
    .map(({ value }) => (value === null ? '' : vertical(place(value, scale), top, bottom, INK.soft, '4 3')))
    .join('');
}

function vertical(x: number, top: number, bottom: number, stroke: string, dashes: string): string {
  const dashed = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
  return `<line x1="${n(x)}" x2="${n(x)}" y1="${top}" y2="${bottom}" stroke="${stroke}"${dashed}/>`;
}

function tickLabel(tick: number, scale: Scale, y: number): string {
  return text(place(tick, scale), y, String(Math.round(tick * 100)), { size: 11, fill: INK.soft, anchor: 'middle' });
}

function place(value: number, { low, high }: Scale): number {
  return X.plot + ((value - low) / (high - low)) * PLOT_WIDTH;
}

interface TextStyle {
  readonly size?: number;
  readonly fill?: string;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

function text(x: number, y: number, value: string, style: TextStyle): string {
  const { size = 13, fill = INK.text, weight = 400, anchor = 'start' } = style;
  return `<text x="${n(x)}" y="${n(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${xmlText(value)}</text>`;
}

/** Lines of a width that fits at 12 px. */
function wrapped(words: string): string[] {
  return words.match(/\S.{0,140}(?=\s|$)/g) ?? [];
}

function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= NAME_CHARACTERS ? name : `${characters.slice(0, NAME_CHARACTERS - 1).join('')}…`;
}

function sentenceCase(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase();
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
