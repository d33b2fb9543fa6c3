import { FilterSyntaxError } from './filter-error.js';

export type FilterToken = {
  readonly offset: number;
  readonly length: number;
} & (
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: '(' | ')' | ',' }
  | { readonly kind: 'end'; readonly text: '' }
);

const OPERATOR = /(?:!=|!~|<=|>=|==|=|<|>|~)/y;
/** Names, numbers, dates and durations alike; a part in backticks may hold anything. What it is, its place decides. */
const WORD = /(?:[\p{L}\p{N}_.+/:@%-]|`(?:[^`]|``)*`)+/uy;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;

/** @throws FilterSyntaxError at a character that begins nothing, and at a quote that is not closed. */
export function lexFilter(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  for (let offset = 0; offset < text.length; ) {
    const character = text.charAt(offset);
    if (/\s/.test(character)) {
      offset += 1;
      continue;
    }
    const token = tokenAt(text, offset, character);
    tokens.push(token);
    offset += token.length;
  }
  return [...tokens, { kind: 'end', text: '', offset: text.length, length: 0 }];
}

function tokenAt(text: string, offset: number, character: string): FilterToken {
  if (character === '(' || character === ')' || character === ',') {
    return { kind: 'symbol', text: character, offset, length: 1 };
  }
  if (character === '"' || character === "'") {
    const quoted = match(STRING, text, offset);
    if (quoted === null) throw unclosed(text, offset, character);
    return { kind: 'string', text: quoted.slice(1, -1).replace(/\\(.)/gs, '$1'), offset, length: quoted.length };
  }
  const operator = match(OPERATOR, text, offset);
  if (operator !== null) return { kind: 'operator', text: operator, offset, length: operator.length };
  const word = match(WORD, text, offset);
  if (word !== null) return { kind: 'word', text: word, offset, length: word.length };
  if (character === '`') throw unclosed(text, offset, character);
  throw new FilterSyntaxError(`"${character}" means nothing here. Put text with such characters in quotes.`, {
    offset,
    length: 1,
  });
}

function match(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

function unclosed(text: string, offset: number, quote: string): FilterSyntaxError {
  return new FilterSyntaxError(`This ${quote} is not closed: add another at the end of the text.`, {
    offset,
    length: text.length - offset,
  });
}
