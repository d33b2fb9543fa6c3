import type { ScoreMetric, Task } from '../../generated/graphql';

/** What a board page shows; all of it is in its address. */
export interface BoardAddress {
  readonly slug: string;
  readonly task: Task;
  readonly datasetVersionId: string;
  readonly protocolHash: string;
  readonly metric: ScoreMetric;
  /** ISO time; null for now. */
  readonly asOf: string | null;
}

export const METRICS = ['UAR', 'ACCURACY', 'MACRO_F1'] as const satisfies readonly ScoreMetric[];
export const METRIC_NAMES: Readonly<Record<ScoreMetric, string>> = {
  UAR: 'UAR',
  ACCURACY: 'Accuracy',
  MACRO_F1: 'Macro F1',
};
export const EXPORT_FORMATS = [
  { extension: 'csv', name: 'CSV for a spreadsheet' },
  { extension: 'json', name: 'JSON for a program' },
  { extension: 'md', name: 'Markdown for a README' },
  { extension: 'tex', name: 'LaTeX for a paper' },
  { extension: 'picture.svg', name: 'Picture, SVG' },
  { extension: 'svg', name: 'Badge of the best, SVG' },
] as const;

/** The written board, by address. */
export function exportPath(board: BoardAddress, extension: string): string {
  const { slug, task, datasetVersionId, protocolHash, metric, asOf } = board;
  const parameters = new URLSearchParams();
  if (metric !== 'UAR') parameters.set('metric', metric.toLowerCase());
  if (asOf !== null) parameters.set('asOf', asOf);
  const query = parameters.size === 0 ? '' : `?${parameters}`;
  return `/boards/${slug}/${task.toLowerCase()}/${datasetVersionId}/${protocolHash.slice(0, 16)}.${extension}${query}`;
}

/** The page itself, or the same without the frame around it, to put into another page. */
export function pagePath(board: BoardAddress, frame: 'page' | 'embed'): string {
  const { slug, task, datasetVersionId, protocolHash, metric, asOf } = board;
  const parameters = new URLSearchParams({ task, version: datasetVersionId, protocol: protocolHash });
  if (metric !== 'UAR') parameters.set('metric', metric);
  if (asOf !== null) parameters.set('asOf', asOf);
  return `${frame === 'embed' ? '/embed' : ''}/p/${slug}/leaderboard?${parameters}`;
}

/** What a date field gives, the end of that day in the reader's zone; null for none, and now for today. */
export function endOfDay(date: string, nowMs: number): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!match) return null;
  const end = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 23, 59, 59, 999).getTime();
  return Number.isNaN(end) || end >= nowMs ? null : new Date(end).toISOString();
}
