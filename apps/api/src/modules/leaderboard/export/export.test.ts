import { describe, expect, it } from 'vitest';
import { badgeSvg, xmlText } from './badge-svg.js';
import { boardPictureSvg } from './board-picture-svg.js';
import type { BoardTable, ExportedEntry } from './board-table.js';
import { csvCell, writeCsv } from './write-csv.js';
import { writeJson } from './write-json.js';
import { latexText, writeLatex } from './write-latex.js';
import { markdownText, writeMarkdown } from './write-markdown.js';

const entry: ExportedEntry = {
  experimentId: 'e-1',
  experiment: '=HYPERLINK("http://evil"), 100 % | sure_',
  architecture: 'cnn22',
  features: 'study-162',
  list: 'RANKED',
  rank: 1,
  rankLow: 1,
  rankHigh: 3,
  tieGroup: 1,
  scores: [{ metric: 'uar', value: 0.4512345678, low: 0.41, high: null }],
  perRunUar: [0.45],
  runsPooled: 5,
  runsPlanned: 5,
  clipCount: 1440,
  parameterCount: 14657,
  trainSeconds: null,
  backend: 'wasm+ort',
  certificate: 'UNVERIFIED',
  isComplete: true,
  lastFinishedAt: new Date('2026-01-01T00:00:00Z'),
  selection: null,
};
const table: BoardTable = {
  project: 'demo',
  task: 'EMOTION',
  dataset: 'RAVDESS, version 1',
  protocol: 'by-speaker',
  protocolHash: 'a'.repeat(64),
  metric: 'uar',
  asOf: null,
  writtenAt: new Date('2026-01-02T00:00:00Z'),
  link: '/p/demo/leaderboard?task=EMOTION',
  warning: null,
  statement: ['One sentence.'],
  entries: [
    entry,
    {
      ...entry,
      experimentId: 'e-2',
      experiment: 'leaky',
      list: 'SET_APART',
      rank: null,
      rankLow: null,
      rankHigh: null,
    },
  ],
  baselines: [
    { name: 'chance', value: 0.125, low: null, high: null },
    { name: 'linear model', value: null, low: null, high: null },
  ],
  published: [],
};

describe('csvCell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1'])('keeps a spreadsheet from running %j', (text) => {
    expect(csvCell(text).replaceAll('"', '').startsWith("'")).toBe(true);
  });

  it('quotes what would end a cell or a row, and leaves numbers and ordinary names as they are', () => {
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
    expect(csvCell('two\nlines')).toBe('"two\nlines"');
    expect(csvCell(-0.25)).toBe('-0.25');
    expect(csvCell('cnn22')).toBe('cnn22');
    expect(csvCell(null)).toBe('');
  });
});

describe('writeCsv', () => {
  it('writes one row a result with full precision and nothing for what is missing', () => {
    const rows = writeCsv(table).trimEnd().split('\r\n');
    expect(rows).toHaveLength(5);
    expect(rows[1]).toMatch(/^experiment,RANKED,1,1,3,1,"'=HYPERLINK\(""http:\/\/evil""\)/);
    expect(rows[1]).toContain(',0.4512345678,0.41,,');
    expect(rows[2]).toMatch(/^experiment,SET_APART,,,,/);
    expect(rows[4]).toMatch(/^baseline,,,,,,linear model,,/);
  });
});

describe('writeMarkdown', () => {
  it('says of what a sweep chose that it is the best of so many', () => {
    const selection = {
      experimentId: 'e-1',
      sweepId: 's-1',
      number: 3,
      completeTrials: 8,
      trialCount: 9,
      isBest: true,
      isDecided: true,
      metric: 'uar',
      split: 'VALIDATION',
    };
    const chosen = { ...table, entries: [{ ...entry, experiment: 'tuned', selection }] };
    expect(writeMarkdown(chosen)).toContain('tuned (best of 9 trials on VALIDATION)');
    expect(writeCsv(chosen).split('\r\n')[1]).toMatch(/,e-1,9$/);
  });

  it('lets no name become a cell, a link or a tag', () => {
    expect(markdownText('a|b [c](d) <script> `x`\n# y')).toBe('a\\|b \\[c\\](d) &lt;script&gt; \\`x\\` \\# y');
  });

  it('has a table for each list and leaves out baselines that were not run', () => {
    const text = writeMarkdown(table);
    expect(text).toContain('## Ranked\n');
    expect(text).toContain('## Inflated, not ranked\n');
    expect(text).toContain('| chance | 12.5 |');
    expect(text).not.toContain('linear model');
    for (const line of text.split('\n').filter((one) => one.startsWith('|') && one.includes('EVIL'))) {
      expect(line.match(/(?<!\\)\|/g)).toHaveLength(8);
    }
  });
});

describe('writeLatex', () => {
  it('lets no name become a command, a comment or a column', () => {
    expect(latexText('\\input{x} 5 % & $_^~#{}')).toBe(
      '\\textbackslash{}input\\{x\\} 5 \\% \\& \\$\\_\\textasciicircum{}\\textasciitilde{}\\#\\{\\}',
    );
  });

  it('gives every row seven columns', () => {
    const body = writeLatex(table)
      .split('\n')
      .filter((line) => line.endsWith('\\\\') && !line.startsWith('\\multicolumn'));
    expect(body).toHaveLength(4);
    for (const line of body) expect(line.match(/(?<!\\)&/g)).toHaveLength(6);
  });
});

describe('writeJson', () => {
  it('can be read back, with full precision and null for what is missing', () => {
    const read = JSON.parse(writeJson(table));
    expect(read).toMatchObject({ format: 'voxboard-board', version: 1, metric: 'uar', asOf: null });
    expect(read.entries[0].scores[0]).toEqual({ metric: 'uar', value: 0.4512345678, low: 0.41, high: null });
  });
});

describe('badgeSvg', () => {
  it('is well-formed whatever the text, and tells screen readers all of it', () => {
    const svg = badgeSvg({ label: 'a<b>&"\'\u0000', message: 'UAR 45.2 (41.0–49.4) %', tone: 'good' });
    expect(svg).toContain('aria-label="a&lt;b&gt;&amp;&quot;&apos;: UAR 45.2 (41.0–49.4) %"');
    expect(svg.match(/</g)?.length).toBe(svg.match(/>/g)?.length);
    expect(xmlText('\ud800x\u0007')).toBe('\ufffdx');
  });
});

describe('boardPictureSvg', () => {
  const measured: ExportedEntry = { ...entry, scores: [{ metric: 'uar', value: 0.45, low: 0.4, high: 0.5 }] };

  it('draws the value between its bounds, and each list under its name', () => {
    const svg = boardPictureSvg({ ...table, entries: [measured, { ...measured, list: 'SET_APART', rank: null }] });
    const [, x, width] = svg.match(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/) ?? [];
    const [, cx] = svg.match(/<circle cx="([\d.]+)"/) ?? [];
    expect(Number(cx)).toBeCloseTo(Number(x) + Number(width) / 2, 1);
    expect(svg).toContain('Inflated, not ranked');
    expect(svg).toContain('45.0 (40.0–50.0)');
    expect(svg).toContain('Dashed: chance 12.5.');
  });

  it('draws no mark for what was not measured, and an axis even when nothing was', () => {
    const svg = boardPictureSvg({ ...table, entries: [{ ...entry, scores: [] }], baselines: [] });
    expect(svg).not.toContain('<circle');
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(svg).toContain('>50</text>');
  });

  it('counts what it leaves out', () => {
    expect(boardPictureSvg({ ...table, entries: Array(50).fill(measured) })).toContain('and 10 more');
  });
});
