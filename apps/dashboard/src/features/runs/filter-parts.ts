import {
  type FilterField,
  type FilterNode,
  FilterSyntaxError,
  normalizeFilter,
  parseFilter,
  printFilter,
  quoteKey,
} from '@voxboard/domain/filter';
import type { RunFilter } from '../../generated/graphql';

export { type FilterField, type FilterNode, parseFilter, printFilter, quoteKey };

/** Whether less of a metric is better, as the API decides it. */
export function isLowerBetterKey(key: string): boolean {
  return /(^|[._/-])(loss|error|err|brier|ece|perplexity|log_loss)$/.test(key);
}

export interface FilterMistake {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** What a line asks for: a filter, plain words to look for among names, or nothing that can be read. */
export type ReadLine =
  | { readonly kind: 'filter'; readonly tree: FilterNode | null }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'mistake'; readonly mistake: FilterMistake };

export function readLine(line: string): ReadLine {
  try {
    return { kind: 'filter', tree: parseFilter(line) };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    const looksLikeFilter = /[=<>~:()"'`]|\b(and|or|not|in)\b|^\s*(params?|metrics?)\b/i.test(line);
    if (!looksLikeFilter) return { kind: 'words', words: line.trim() };
    const { message, offset, length } = error;
    return { kind: 'mistake', mistake: { message, offset, length } };
  }
}

/** The API's filter for a line; null while it is wrong. */
export function filterOfLine(line: string): RunFilter | null {
  const read = readLine(line);
  if (read.kind === 'mistake') return null;
  if (read.kind === 'words') return { text: read.words };
  return read.tree === null ? {} : { query: printFilter(read.tree) };
}

export type ChipField = 'status' | 'task' | 'protocol';

/** The values that a line allows for a field by a condition of its own, that a chip can stand for. */
export function chipValues(line: string, field: ChipField): readonly string[] {
  return conditionsOf(line).flatMap((part) => valuesFor(part, field) ?? []);
}

/** The line with other values allowed for a field; none takes the condition away. */
export function withChip(line: string, field: ChipField, values: readonly string[]): string {
  const others = conditionsOf(line).filter((part) => valuesFor(part, field) === null);
  const attribute: FilterField = { kind: 'attribute', name: field };
  const texts = values.map((value) => ({ kind: 'text' as const, value }));
  const [only] = texts;
  const own: FilterNode[] =
    only === undefined
      ? []
      : [
          texts.length === 1
            ? { kind: 'compare', field: attribute, operator: '=', value: only }
            : { kind: 'in', field: attribute, values: texts },
        ];
  return printed([...others, ...own]);
}

/** The line with one more condition that must hold. */
export function withCondition(line: string, condition: FilterNode): string {
  return printed([...conditionsOf(line), condition]);
}

/** What must all hold; a line that cannot be read holds nothing. */
export function conditionsOf(line: string): readonly FilterNode[] {
  const read = readLine(line);
  if (read.kind === 'words') return read.words === '' ? [] : [{ kind: 'text', text: read.words }];
  if (read.kind === 'mistake' || read.tree === null) return [];
  return read.tree.kind === 'and' ? read.tree.parts : [read.tree];
}

function valuesFor(part: FilterNode, field: ChipField): readonly string[] | null {
  if (part.kind !== 'compare' && part.kind !== 'in') return null;
  if (part.field.kind !== 'attribute' || part.field.name !== field) return null;
  if (part.kind === 'compare' && part.operator !== '=') return null;
  const values = part.kind === 'in' ? part.values : [part.value];
  return values.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
}

function printed(parts: readonly FilterNode[]): string {
  return parts.length === 0 ? '' : printFilter(normalizeFilter({ kind: 'and', parts }));
}
