import {
  type BoardTable,
  byList,
  conditions,
  LIST_TITLES,
  METRIC_NAMES,
  percentText,
  publishedValue,
  TABLE_HEAD,
  tableRow,
} from './board-table.js';

/** GitHub-flavoured tables, one for each list. */
export function writeMarkdown(table: BoardTable): string {
  const { metric } = table;
  const lines = [`# ${markdownText(title(table))}`, '', markdownText(conditions(table)), ''];
  if (table.warning !== null) lines.push(`> **${markdownText(table.warning)}**`, '');
  for (const sentence of table.statement) lines.push(markdownText(sentence), '');
  for (const [list, entries] of byList(table.entries)) {
    lines.push(`## ${LIST_TITLES[list]}`, '');
    lines.push(
      ...rows(
        TABLE_HEAD(metric),
        entries.map((entry) => tableRow(entry, metric)),
      ),
      '',
    );
  }
  const baselines = table.baselines.filter(({ value }) => value !== null);
  if (baselines.length > 0) {
    lines.push('## Baselines', '');
    lines.push(
      ...rows(
        ['Baseline', `${METRIC_NAMES[metric]} %`],
        baselines.map(({ name, value, low, high }) => [name, percentText(value, low, high)]),
      ),
      '',
    );
  }
  if (table.published.length > 0) {
    lines.push('## Published elsewhere, not measured here', '');
    lines.push(
      ...rows(
        ['Result', `${METRIC_NAMES[metric]} %`, 'Source'],
        table.published.map((figure) => [
          figure.title,
          percentText(publishedValue(figure, metric), null, null) || 'not stated',
          [figure.source, figure.url].filter(Boolean).join(', '),
        ]),
      ),
      '',
    );
  }
  lines.push(`Source: <${table.link}>`, '');
  return lines.join('\n');
}

function title({ task, dataset }: BoardTable): string {
  return `${task} on ${dataset}`;
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...body.map(line)];
}

/** Names are text: nothing in them is a link, a tag, a heading or the end of a cell. */
export function markdownText(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~#!]/g, (character) => `\\${character}`);
}
