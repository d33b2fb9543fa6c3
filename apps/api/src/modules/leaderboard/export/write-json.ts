import type { BoardTable } from './board-table.js';

/** Everything, with full precision; missing is null. */
export function writeJson(table: BoardTable): string {
  const { entries, baselines, published, ...rest } = table;
  const text = {
    format: 'voxboard-board',
    version: 1,
    ...rest,
    entries,
    baselines,
    published: published.map(({ projectId: _project, datasetId: _dataset, templateKey: _key, ...figure }) => figure),
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}
