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

/** A booktabs table for a paper; \usepackage{booktabs} is all it needs. */
export function writeLatex(table: BoardTable): string {
  const { metric } = table;
  const head = TABLE_HEAD(metric);
  const lines = [
    `% ${conditions(table).replace(/[\r\n]+/g, ' ')}`,
    `% ${table.link}`,
    '% needs \\usepackage{booktabs}',
    '\\begin{table}',
    `\\caption{${latexText(`${table.task} on ${conditions(table)}. ${table.warning ?? ''}`.trim())}}`,
    '\\begin{tabular}{llrrrrl}',
    '\\toprule',
    row(head),
  ];
  for (const [list, entries] of byList(table.entries)) {
    lines.push('\\midrule', span(LIST_TITLES[list]));
    for (const entry of entries) lines.push(row(tableRow(entry, metric)));
  }
  const references = [
    ...table.baselines.map(({ name, value, low, high }) => ['', name, percentText(value, low, high)]),
    ...table.published.map((figure) => [
      '',
      `${figure.title} (${figure.source}), published`,
      percentText(publishedValue(figure, metric), null, null),
    ]),
  ].filter(([, , value]) => value !== '');
  if (references.length > 0) {
    lines.push('\\midrule', span(`References (${METRIC_NAMES[metric]})`));
    for (const cells of references) lines.push(row([...cells, '', '', '', '']));
  }
  lines.push('\\bottomrule', '\\end{tabular}', '\\end{table}', '');
  return lines.join('\n');
}

function row(cells: readonly string[]): string {
  return `${cells.map(latexText).join(' & ')} \\\\`;
}

function span(text: string): string {
  return `\\multicolumn{7}{l}{\\textit{${latexText(text)}}} \\\\`;
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '–': '--',
  '—': '---',
  '·': '\\textperiodcentered{}',
};

/** Text as text: no command, comment or column of it survives. */
export function latexText(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\\{}$&#%_^~<>|–—·]/g, (character) => SPECIAL[character] ?? character);
}
