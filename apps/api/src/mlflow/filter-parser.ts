import type { MlflowComparison, MlflowField, MlflowOperator, MlflowOrder } from '@voxboard/db';
import { fieldOf, isNumeric, type SearchedKind } from './filter-fields.js';
import { type FilterToken, filterTokens } from './filter-lexer.js';
import { invalidParameter } from './mlflow.errors.js';
import { toMlflowId } from './mlflow-ids.js';

const MAX_COMPARISONS = 100;
const MAX_ORDERS = 20;
const ORDERED: readonly string[] = ['=', '!=', '<', '<=', '>', '>='];

/** `metrics.val_loss < 0.5 AND params.width = '256'`: MLflow's filter language, which knows AND only. @throws MlflowError */
export function parseFilter(searched: SearchedKind, filter: string | null | undefined): MlflowComparison[] {
  if (filter == null || filter.trim() === '') return [];
  return new FilterParser(searched, filterTokens(filter)).filter();
}

/** `["metrics.val_loss ASC", "start_time DESC"]`. @throws MlflowError */
export function parseOrders(searched: SearchedKind, orders: readonly string[]): MlflowOrder[] {
  if (orders.length > MAX_ORDERS) throw invalidParameter(`At most ${MAX_ORDERS} orders, got ${orders.length}.`);
  return orders.map((order) => new FilterParser(searched, filterTokens(order)).order());
}

class FilterParser {
  #next = 0;

  constructor(
    private readonly searched: SearchedKind,
    private readonly tokens: readonly FilterToken[],
  ) {}

  filter(): MlflowComparison[] {
    const comparisons = [this.#comparison()];
    while (this.#peek().kind !== 'END') {
      this.#keyword('AND');
      comparisons.push(this.#comparison());
      if (comparisons.length > MAX_COMPARISONS)
        throw invalidParameter(`A filter has at most ${MAX_COMPARISONS} comparisons.`);
    }
    return comparisons;
  }

  order(): MlflowOrder {
    const field = this.#field();
    const direction = this.#peek().kind === 'WORD' ? this.#take().text.toUpperCase() : 'ASC';
    if (direction !== 'ASC' && direction !== 'DESC') throw this.#refuse(this.#peek(), 'ASC or DESC');
    if (this.#peek().kind !== 'END') throw this.#refuse(this.#peek(), 'the end');
    return { field, direction };
  }

  #comparison(): MlflowComparison {
    const field = this.#field();
    const operator = this.#operator();
    if (operator === 'IS NULL' || operator === 'IS NOT NULL') return { field, operator, value: null };
    const isText = operator === 'LIKE' || operator === 'ILIKE' || operator === 'IN' || operator === 'NOT IN';
    if (isNumeric(field)) {
      if (isText) throw invalidParameter(`Invalid filter string: "${operator}" is for text, not for numbers.`);
      return { field, operator, value: this.#number() };
    }
    if (operator === 'IN' || operator === 'NOT IN') return { field, operator, value: this.#list(field) };
    return { field, operator, value: this.#idText(field, this.#text()) };
  }

  #field(): MlflowField {
    const first = this.#take();
    if (first.kind !== 'WORD' && first.kind !== 'QUOTED') throw this.#refuse(first, 'a field such as metrics.loss');
    if (this.#peek().kind !== 'DOT') return fieldOf(this.searched, null, unquoted(first));
    const parts: string[] = [];
    // Names may hold dots: `tags.mlflow.source.name`.
    while (this.#peek().kind === 'DOT') {
      this.#take();
      const part = this.#take();
      if (part.kind !== 'WORD' && part.kind !== 'QUOTED' && part.kind !== 'NUMBER') throw this.#refuse(part, 'a name');
      parts.push(unquoted(part));
    }
    return fieldOf(this.searched, first.text, parts.join('.'));
  }

  #operator(): MlflowOperator {
    const token = this.#take();
    if (token.kind === 'OPERATOR' && isOrdered(token.text)) return token.text;
    const word = token.kind === 'WORD' ? token.text.toUpperCase() : '';
    if (word === 'LIKE' || word === 'ILIKE' || word === 'IN') return word;
    if (word === 'NOT') {
      this.#keyword('IN');
      return 'NOT IN';
    }
    if (word === 'IS') {
      const isNot = this.#peek().text.toUpperCase() === 'NOT';
      if (isNot) this.#take();
      this.#keyword('NULL');
      return isNot ? 'IS NOT NULL' : 'IS NULL';
    }
    throw this.#refuse(token, 'an operator: =, !=, <, <=, >, >=, LIKE, ILIKE, IN, NOT IN, IS NULL');
  }

  #number(): number {
    const token = this.#take();
    const value = Number(token.kind === 'TEXT' || token.kind === 'QUOTED' ? unquoted(token) : token.text);
    if (token.text === '' || Number.isNaN(value)) throw this.#refuse(token, 'a number');
    return value;
  }

  #text(): string {
    const token = this.#take();
    if (token.kind !== 'TEXT' && token.kind !== 'QUOTED') throw this.#refuse(token, "a value in quotes, such as '256'");
    return unquoted(token);
  }

  #list(field: MlflowField): string[] {
    if (this.#take().kind !== 'OPEN') throw this.#refuse(this.#peek(), 'a list in parentheses');
    const values = [this.#idText(field, this.#text())];
    while (this.#peek().kind === 'COMMA') {
      this.#take();
      values.push(this.#idText(field, this.#text()));
    }
    if (this.#take().kind !== 'CLOSE') throw this.#refuse(this.#peek(), 'the end of the list');
    return values;
  }

  /** Ids are compared without their dashes. */
  #idText(field: MlflowField, text: string): string {
    const isId = field.kind === 'ATTRIBUTE' && ['run_id', 'experiment_id', 'source_run_id'].includes(field.key);
    return isId ? toMlflowId(text) : text;
  }

  #keyword(word: string): void {
    const token = this.#take();
    if (token.text.toUpperCase() !== word) throw this.#refuse(token, word);
  }

  #peek(): FilterToken {
    return this.tokens[this.#next] ?? { kind: 'END', text: '', at: 0 };
  }

  #take(): FilterToken {
    const token = this.#peek();
    if (token.kind !== 'END') this.#next++;
    return token;
  }

  #refuse({ text, at }: FilterToken, wanted: string) {
    const found = text === '' ? 'the end' : JSON.stringify(text.slice(0, 60));
    return invalidParameter(
      `Invalid filter string: at character ${at + 1} stands ${found}, where ${wanted} was expected.`,
    );
  }
}

function isOrdered(text: string): text is '=' | '!=' | '<' | '<=' | '>' | '>=' {
  return ORDERED.includes(text);
}

function unquoted({ kind, text }: FilterToken): string {
  if (kind === 'TEXT') return text.slice(1, -1).replaceAll("''", "'");
  return kind === 'QUOTED' ? text.slice(1, -1) : text;
}
