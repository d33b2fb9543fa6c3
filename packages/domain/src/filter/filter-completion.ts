import type { Split } from '../metric.js';
import { type FilterExpectation, FilterSyntaxError } from './filter-error.js';
import { allowsMembership, FILTER_ATTRIBUTE_FACTS, filterTypeOf, operatorsOf } from './filter-fields.js';
import { parseFilter } from './filter-parser.js';
import { quoteKey, quoteText } from './filter-quoting.js';
import { FILTER_ATTRIBUTES, type FilterAttribute, type FilterField } from './filter-tree.js';

/** What there is in a project, for completion. */
export interface FilterVocabulary {
  readonly metrics: readonly { readonly key: string; readonly split: Split }[];
  readonly params: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly tags: readonly string[];
  /** Values of attributes that are texts: experiments, architectures, protocols. */
  readonly attributes: Partial<Readonly<Record<FilterAttribute, readonly string[]>>>;
}

export interface FilterOption {
  /** What replaces the text from `from` to `to`. */
  readonly insert: string;
  readonly about: string;
}

export interface FilterCompletion {
  readonly from: number;
  readonly to: number;
  readonly options: readonly FilterOption[];
}

const MAX_OPTIONS = 40;
const WORD_AT_END = /(?:[\p{L}\p{N}_.+/:@%-]|`[^`]*`?)*$/u;
const QUOTE_AT_END = /(?:tag:)?"[^"]*$/u;

/** What could be written at the cursor, best first. */
export function completeFilter(text: string, cursor: number, vocabulary: FilterVocabulary): FilterCompletion {
  const before = text.slice(0, cursor);
  const begun = (isInsideQuotes(before) ? QUOTE_AT_END : WORD_AT_END).exec(before)?.[0] ?? '';
  const from = cursor - begun.length;
  const after = /^[\p{L}\p{N}_.+/:@%-]*/u.exec(text.slice(cursor))?.[0] ?? '';
  const expected = expectedAfter(text.slice(0, from));
  const all = expected === null ? [] : optionsFor(expected, vocabulary, begun);
  return { from, to: cursor + after.length, options: ranked(all, begun).slice(0, MAX_OPTIONS) };
}

function isInsideQuotes(text: string): boolean {
  return (text.match(/"/g)?.length ?? 0) % 2 === 1;
}

/** What could follow a text; null when it is wrong before its end. */
function expectedAfter(text: string): FilterExpectation | null {
  if (text.trim() === '') return { kind: 'condition' };
  try {
    parseFilter(text);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return error.length === 0 ? error.expected : null;
  }
  return { kind: 'connective', canClose: false };
}

function optionsFor(expected: FilterExpectation, vocabulary: FilterVocabulary, begun: string): FilterOption[] {
  switch (expected.kind) {
    case 'condition':
      return [...fields(vocabulary), ...tags(vocabulary), ...functions(vocabulary, begun), ...search(begun)];
    case 'field':
      return fields(vocabulary);
    case 'metric':
      return metrics(vocabulary);
    case 'operator':
      return operators(expected.field);
    case 'value':
      return values(expected.field, vocabulary);
    case 'tag':
      return vocabulary.tags.map((tag) => ({ insert: quoteText(tag), about: 'tag' }));
    case 'connective':
      return [
        { insert: 'and', about: 'both hold' },
        { insert: 'or', about: 'one of them holds' },
        ...(expected.canClose ? [{ insert: ')', about: 'close' }] : []),
      ];
    case 'symbol':
      return [{ insert: expected.symbol, about: '' }];
  }
}

function fields(vocabulary: FilterVocabulary): FilterOption[] {
  return [
    ...FILTER_ATTRIBUTES.map((name) => ({ insert: name, about: FILTER_ATTRIBUTE_FACTS[name].about })),
    ...metrics(vocabulary),
    ...vocabulary.params.map(({ key }) => ({ insert: `params.${quoteKey(key)}`, about: 'parameter' })),
  ];
}

function metrics({ metrics: known }: FilterVocabulary): FilterOption[] {
  return known.map(({ key, split }) => ({
    insert: `metrics.${split.toLowerCase()}.${quoteKey(key)}`,
    about: 'last value',
  }));
}

/** Functions of each metric would bury the metrics: they come once their name is begun. */
function functions(vocabulary: FilterVocabulary, begun: string): FilterOption[] {
  const names = ['best', 'min', 'max'].filter((name) => begun !== '' && name.startsWith(begun.toLowerCase()));
  return [
    ...names.flatMap((name) =>
      metrics(vocabulary).map(({ insert }) => ({ insert: `${name}(${insert})`, about: `${name} of all steps` })),
    ),
    { insert: 'has(', about: 'has a value' },
    { insert: 'not', about: 'the opposite' },
  ];
}

function tags({ tags: known }: FilterVocabulary): FilterOption[] {
  return [
    { insert: 'tag:', about: 'carries a tag' },
    ...known.map((tag) => ({ insert: `tag:${quoteText(tag)}`, about: 'tag' })),
  ];
}

/** A word that names nothing is most likely looked for. */
function search(begun: string): FilterOption[] {
  return /^[\p{L}\p{N}][^:]*$/u.test(begun)
    ? [{ insert: `"${begun.replaceAll('`', '')}"`, about: 'search names' }]
    : [];
}

function operators(field: FilterField): FilterOption[] {
  const about: Readonly<Record<string, string>> = {
    '~': 'contains',
    '!~': 'does not contain',
    '=': 'is',
    '!=': 'is not',
  };
  return [
    ...operatorsOf(field).map((operator) => ({ insert: operator, about: about[operator] ?? '' })),
    ...(allowsMembership(field) ? [{ insert: 'in (', about: 'is one of' }] : []),
  ];
}

function values(field: FilterField, vocabulary: FilterVocabulary): FilterOption[] {
  if (field.kind === 'param') {
    const known = vocabulary.params.find(({ key }) => key === field.key)?.values ?? [];
    return known.map((value) => ({ insert: /^-?[\d.]+(e-?\d+)?$/i.test(value) ? value : quoteText(value), about: '' }));
  }
  if (field.kind === 'metric') return [];
  const { choices } = FILTER_ATTRIBUTE_FACTS[field.name];
  if (choices) return choices.map((choice) => ({ insert: choice.toLowerCase(), about: '' }));
  switch (filterTypeOf(field)) {
    case 'time':
      return ['-1h', '-1d', '-7d', '-30d'].map((insert) => ({ insert, about: 'ago' }));
    case 'duration':
      return ['30s', '2m', '1h'].map((insert) => ({ insert, about: '' }));
    default:
      return (vocabulary.attributes[field.name] ?? []).map((value) => ({ insert: quoteText(value), about: '' }));
  }
}

/** Those that begin with what is written, then those that hold it; quotes are looked past. */
function ranked(options: readonly FilterOption[], begun: string): FilterOption[] {
  const wanted = bare(begun);
  const begins = options.filter(({ insert }) => bare(insert).startsWith(wanted));
  const holds = options.filter((one) => !begins.includes(one) && bare(one.insert).includes(wanted));
  return [...begins, ...holds].filter(({ insert }) => insert !== begun);
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll('"', '');
}
