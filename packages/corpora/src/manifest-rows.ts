import { type ClipLabels, ClipLabelsSchema } from '@voxboard/domain';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InvalidManifestError } from './corpora-errors.js';
import type { ImportNote, SkippedFile } from './import-report.js';

export interface ManifestRow {
  /** Relative to the audio root, normalised, with forward slashes. */
  readonly path: string;
  readonly labels: ClipLabels;
  readonly line: number;
}

export interface ParsedManifest {
  readonly rows: readonly ManifestRow[];
  readonly skipped: readonly SkippedFile[];
  readonly notes: readonly ImportNote[];
}

const REQUIRED_COLUMNS = ['path', 'speaker', 'gender', 'emotion'] as const;
const COLUMNS: readonly string[] = [...REQUIRED_COLUMNS, 'intensity', 'statement', 'repetition'];

const RecordsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number().int() }) }));

/** Reads the text of a manifest. @throws InvalidManifestError when there is no usable header or it is not CSV at all. */
export function parseManifest(bytes: Uint8Array, name: string): ParsedManifest {
  const [header, ...records] = readRecords(decodeText(bytes, name), name);
  const columns = (header?.record ?? []).map((column) => column.trim().toLowerCase());
  checkColumns(columns, name);
  const rows: ManifestRow[] = [];
  const skipped: SkippedFile[] = [];
  const lineByPath = new Map<string, number>();
  for (const { record, line } of records) {
    const row = parseRow(columns, record, line);
    if ('reason' in row) {
      skipped.push(row);
      continue;
    }
    const earlier = lineByPath.get(row.path);
    if (earlier === undefined) {
      lineByPath.set(row.path, line);
      rows.push(row);
    } else {
      skipped.push(badRow(row.path, line, `line ${earlier} names the same file`));
    }
  }
  return { rows, skipped, notes: unknownColumns(columns) };
}

function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidManifestError(`${name} is not UTF-8 text. Save it as CSV (UTF-8).`);
  }
}

function readRecords(text: string, name: string): { record: string[]; line: number }[] {
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return RecordsSchema.parse(parsed).map(({ record, info }) => ({
      // `lines` is where the record ends; a quoted cell may hold line breaks.
      line: info.lines - record.reduce((breaks, cell) => breaks + (cell.match(/\n/g)?.length ?? 0), 0),
      record,
    }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new InvalidManifestError(`${name} is not well-formed CSV: ${cause.message}. Correct the quoting there.`, {
      cause,
    });
  }
}

/** Spreadsheets write semicolons or tabs where a comma is the decimal sign: the header tells. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  return [',', ';', '\t'].reduce((best, sign) => (header.split(sign).length > header.split(best).length ? sign : best));
}

function checkColumns(columns: readonly string[], name: string): void {
  const missing = REQUIRED_COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new InvalidManifestError(
      `${name} has no column ${missing.join(', ')}. The first line must name the columns: ${REQUIRED_COLUMNS.join(', ')}, and if known ${COLUMNS.slice(REQUIRED_COLUMNS.length).join(', ')}.`,
    );
  }
  const repeated = columns.find((column, index) => COLUMNS.includes(column) && columns.indexOf(column) !== index);
  if (repeated !== undefined) throw new InvalidManifestError(`${name} names the column ${repeated} twice. Remove one.`);
}

function unknownColumns(columns: readonly string[]): ImportNote[] {
  const unknown = columns.filter((column) => !COLUMNS.includes(column));
  if (unknown.length === 0) return [];
  return [{ code: 'unknown-columns', detail: `Columns that are not used: ${unknown.join(', ')}.`, paths: [] }];
}

function parseRow(columns: readonly string[], record: readonly string[], line: number): ManifestRow | SkippedFile {
  const cell = (column: string) => record[columns.indexOf(column)] ?? '';
  const value = (column: string) => (cell(column) === '' ? null : cell(column));
  const lowerCase = (column: string) => value(column)?.toLowerCase() ?? null;
  const path = normalise(cell('path'));
  if (record.length !== columns.length) {
    return badRow(cell('path'), line, `${record.length} cells where the header has ${columns.length}`);
  }
  if (cell('path') === '') return badRow('', line, 'the path is empty');
  if (path === null) {
    const detail = `Line ${line}: the path leads outside the folder of the manifest.`;
    return { path: cell('path'), reason: 'unsafe-path', detail, line };
  }
  const repetition = value('repetition');
  const labels = ClipLabelsSchema.safeParse({
    speaker: cell('speaker'),
    gender: lowerCase('gender'),
    emotion: lowerCase('emotion'),
    intensity: lowerCase('intensity'),
    statement: value('statement'),
    repetition: repetition === null ? null : Number(repetition),
  });
  if (labels.success) return { path, labels: labels.data, line };
  const faults = labels.error.issues.map((issue) => {
    const column = String(issue.path[0] ?? '');
    return `${column} "${cell(column)}" is not valid (${issue.message})`;
  });
  return badRow(path, line, faults.join('; '));
}

function badRow(path: string, line: number, why: string): SkippedFile {
  return { path, reason: 'bad-row', detail: `Line ${line}: ${why}.`, line };
}

/** A relative path with forward slashes and no dot segments, or null when it leaves its folder. */
function normalise(path: string): string | null {
  const slashed = path.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[A-Za-z]:/.test(slashed) || slashed.includes('\0')) return null;
  const parts: string[] = [];
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else parts.push(part);
  }
  return parts.length === 0 ? null : parts.join('/');
}
