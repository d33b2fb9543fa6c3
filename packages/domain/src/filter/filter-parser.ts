import { FilterSyntaxError } from './filter-error.js';
import { allowsMembership, operatorsOf } from './filter-fields.js';
import { type FilterToken, lexFilter } from './filter-lexer.js';
import { MAX_FILTER_CONDITIONS, MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, MAX_FILTER_VALUES } from './filter-limits.js';
import { readFilterField } from './filter-path.js';
import { printFilterField } from './filter-printer.js';
import { FilterTokenStream } from './filter-token-stream.js';
import {
  type FilterAggregate,
  type FilterField,
  type FilterNode,
  type FilterOperator,
  type FilterValue,
  normalizeFilter,
} from './filter-tree.js';
import { readFilterValue } from './filter-value.js';

const AGGREGATE_OF: Readonly<Record<string, FilterAggregate>> = { last: 'LAST', min: 'MIN', max: 'MAX', best: 'BEST' };
const MAX_TAG_LENGTH = 100;

/**
 * Reads a filter of one line; docs/filter.md has the grammar. An empty text is no filter: null.
 * @throws FilterSyntaxError that points at the part where reading stopped
 */
export function parseFilter(text: string): FilterNode | null {
  if (text.length > MAX_FILTER_LENGTH) {
    throw new FilterSyntaxError(`A filter has at most ${MAX_FILTER_LENGTH} characters, this one has ${text.length}.`, {
      offset: MAX_FILTER_LENGTH,
      length: text.length - MAX_FILTER_LENGTH,
    });
  }
  return text.trim() === '' ? null : new FilterParser(lexFilter(text)).parse();
}

class FilterParser {
  readonly #tokens: FilterTokenStream;
  #conditions = 0;
  #depth = 0;

  constructor(tokens: readonly FilterToken[]) {
    this.#tokens = new FilterTokenStream(tokens);
  }

  parse(): FilterNode {
    const tree = this.#alternatives();
    if (this.#tokens.next.kind !== 'end') this.#tokens.fail({ kind: 'connective', canClose: false });
    return normalizeFilter(tree);
  }

  #alternatives(): FilterNode {
    const parts = [this.#conjunction()];
    while (this.#tokens.isWord('or')) {
      this.#tokens.take();
      parts.push(this.#conjunction());
    }
    return { kind: 'or', parts };
  }

  #conjunction(): FilterNode {
    const parts = [this.#negation()];
    while (this.#tokens.isWord('and')) {
      this.#tokens.take();
      parts.push(this.#negation());
    }
    return { kind: 'and', parts };
  }

  #negation(): FilterNode {
    if (!this.#tokens.isWord('not')) return this.#condition();
    this.#deeper();
    this.#tokens.take();
    const part = this.#negation();
    this.#depth -= 1;
    return { kind: 'not', part };
  }

  #condition(): FilterNode {
    const { next } = this.#tokens;
    if (this.#tokens.isSymbol('(')) return this.#parenthesis();
    this.#count(next);
    if (next.kind === 'string') return this.#search();
    if (next.kind !== 'word') return this.#tokens.fail({ kind: 'condition' });
    if (next.text.toLowerCase().startsWith('tag:')) return this.#tag();
    if (this.#tokens.isWord('has')) return this.#presence();
    return this.#comparison();
  }

  #parenthesis(): FilterNode {
    this.#deeper();
    this.#tokens.take();
    const tree = this.#alternatives();
    this.#tokens.takeSymbol(')', { kind: 'connective', canClose: true });
    this.#depth -= 1;
    return tree;
  }

  #search(): FilterNode {
    const { text, offset, length } = this.#tokens.take();
    if (text === '') throw new FilterSyntaxError('There is nothing to search for in these quotes.', { offset, length });
    return { kind: 'text', text };
  }

  #tag(): FilterNode {
    const word = this.#tokens.take();
    let tag = word.text.slice('tag:'.length);
    const { next } = this.#tokens;
    const isQuoted = tag === '' && next.kind === 'string' && next.offset === word.offset + word.length;
    if (isQuoted) tag = this.#tokens.take().text;
    if (tag === '') {
      throw new FilterSyntaxError(
        'Expected a tag: tag:baseline, or in quotes, tag:"two words".',
        { offset: word.offset + word.length, length: 0 },
        { kind: 'tag' },
      );
    }
    if (tag.length > MAX_TAG_LENGTH) {
      throw new FilterSyntaxError(`A tag has at most ${MAX_TAG_LENGTH} characters.`, word);
    }
    return { kind: 'tag', tag };
  }

  #presence(): FilterNode {
    this.#tokens.take();
    this.#tokens.takeSymbol('(');
    const field = this.#field();
    this.#tokens.takeSymbol(')');
    return { kind: 'has', field };
  }

  #comparison(): FilterNode {
    const field = this.#field();
    const { next } = this.#tokens;
    if (this.#tokens.isWord('not')) {
      this.#tokens.take();
      if (!this.#tokens.isWord('in')) this.#tokens.fail({ kind: 'symbol', symbol: 'in' });
      return { kind: 'not', part: this.#membership(field) };
    }
    if (this.#tokens.isWord('in')) return this.#membership(field);
    const operator = next.kind === 'operator' ? operatorOf(field, next.text) : null;
    if (operator === null) return this.#tokens.fail({ kind: 'operator', field });
    this.#tokens.take();
    return { kind: 'compare', field, operator, value: this.#value(field, operator) };
  }

  #membership(field: FilterField): FilterNode {
    if (!allowsMembership(field)) this.#tokens.fail({ kind: 'operator', field });
    this.#tokens.take();
    this.#tokens.takeSymbol('(');
    const values = [this.#value(field, 'in')];
    while (this.#tokens.isSymbol(',')) {
      this.#tokens.take();
      if (values.length >= MAX_FILTER_VALUES) {
        throw new FilterSyntaxError(`"in" takes at most ${MAX_FILTER_VALUES} values.`, this.#tokens.next);
      }
      values.push(this.#value(field, 'in'));
    }
    this.#tokens.takeSymbol(')');
    return { kind: 'in', field, values };
  }

  #field(): FilterField {
    const { next } = this.#tokens;
    if (next.kind !== 'word') return this.#tokens.fail({ kind: 'field' });
    const aggregate = AGGREGATE_OF[next.text.toLowerCase()];
    const word = this.#tokens.take();
    if (aggregate === undefined || !this.#tokens.isSymbol('(')) return readFilterField(word);
    this.#tokens.take();
    if (this.#tokens.next.kind !== 'word') this.#tokens.fail({ kind: 'metric' });
    const path = this.#tokens.take();
    const field = readFilterField(path);
    if (field.kind !== 'metric') {
      throw new FilterSyntaxError(`${next.text}() takes a metric, and "${printFilterField(field)}" is none.`, path, {
        kind: 'metric',
      });
    }
    this.#tokens.takeSymbol(')');
    return { ...field, aggregate };
  }

  #value(field: FilterField, operator: FilterOperator | 'in'): FilterValue {
    const { next } = this.#tokens;
    if (next.kind !== 'word' && next.kind !== 'string') return this.#tokens.fail({ kind: 'value', field, operator });
    const read = readFilterValue(field, next.text, next.kind === 'string');
    if ('problem' in read) {
      const { offset, length } = next;
      const message = `${printFilterField(field)} is compared with ${read.problem}, not with "${next.text.slice(0, 80)}".`;
      throw new FilterSyntaxError(message, { offset, length }, { kind: 'value', field, operator });
    }
    this.#tokens.take();
    return read.value;
  }

  #deeper(): void {
    this.#depth += 1;
    if (this.#depth <= MAX_FILTER_DEPTH) return;
    throw new FilterSyntaxError(`A filter may nest ${MAX_FILTER_DEPTH} deep.`, this.#tokens.next);
  }

  #count(token: FilterToken): void {
    this.#conditions += 1;
    if (this.#conditions <= MAX_FILTER_CONDITIONS) return;
    throw new FilterSyntaxError(`A filter may hold ${MAX_FILTER_CONDITIONS} conditions.`, token);
  }
}

function operatorOf(field: FilterField, written: string): FilterOperator | null {
  const meant = written === '==' ? '=' : written;
  return operatorsOf(field).find((operator) => operator === meant) ?? null;
}
