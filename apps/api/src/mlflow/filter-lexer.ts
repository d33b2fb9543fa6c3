import { invalidParameter } from './mlflow.errors.js';

export interface FilterToken {
  readonly kind: 'WORD' | 'TEXT' | 'QUOTED' | 'NUMBER' | 'OPERATOR' | 'DOT' | 'COMMA' | 'OPEN' | 'CLOSE' | 'END';
  readonly text: string;
  /** Zero-based place in the filter. */
  readonly at: number;
}

const MAX_LENGTH = 10_000;
const PATTERNS: readonly (readonly [FilterToken['kind'], RegExp])[] = [
  ['OPERATOR', /(?:!=|<=|>=|=|<|>)/y],
  ['NUMBER', /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w/-])/y],
  ['WORD', /[A-Za-z_][\w/-]*/y],
  ['TEXT', /'(?:[^']|'')*'/y],
  // Double quotes hold a value after an operator and a name before it; the parser knows.
  ['QUOTED', /"[^"]*"|`[^`]*`/y],
  ['DOT', /\./y],
  ['COMMA', /,/y],
  ['OPEN', /\(/y],
  ['CLOSE', /\)/y],
];

/** @throws MlflowError at the first character that begins nothing */
export function filterTokens(filter: string): FilterToken[] {
  if (filter.length > MAX_LENGTH) throw invalidParameter(`A filter has at most ${MAX_LENGTH} characters.`);
  const tokens: FilterToken[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(filter[at] ?? '')) at++;
    if (at >= filter.length) break;
    const token = tokenAt(filter, at);
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: 'END', text: '', at: filter.length }];
}

function tokenAt(filter: string, at: number): FilterToken {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(filter);
    if (found) return { kind, text: found[0], at };
  }
  throw invalidParameter(
    `Invalid filter string: nothing can begin with ${JSON.stringify(filter[at])} at character ${at + 1}.`,
  );
}
