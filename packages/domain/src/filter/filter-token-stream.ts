import { type FilterExpectation, FilterSyntaxError } from './filter-error.js';
import { wordsOf } from './filter-expectation-words.js';
import type { FilterToken } from './filter-lexer.js';

/** The tokens of a filter with a place among them. */
export class FilterTokenStream {
  #position = 0;

  constructor(private readonly tokens: readonly FilterToken[]) {}

  get next(): FilterToken {
    const token = this.tokens[Math.min(this.#position, this.tokens.length - 1)];
    if (token === undefined) throw new RangeError('There is always an end.');
    return token;
  }

  take(): FilterToken {
    const token = this.next;
    this.#position += 1;
    return token;
  }

  isSymbol(text: '(' | ')' | ','): boolean {
    return this.next.kind === 'symbol' && this.next.text === text;
  }

  /** Whether the next token is this word, whatever the case; a quoted text is none. */
  isWord(word: string): boolean {
    return this.next.kind === 'word' && this.next.text.toLowerCase() === word;
  }

  takeSymbol(text: '(' | ')' | ',', expected: FilterExpectation = { kind: 'symbol', symbol: text }): void {
    if (!this.isSymbol(text)) this.fail(expected);
    this.take();
  }

  /** @throws FilterSyntaxError always: the next token is not what could stand there. */
  fail(expected: FilterExpectation): never {
    const { kind, text, offset, length } = this.next;
    const found = kind === 'end' ? 'the filter ends' : `found ${kind === 'string' ? 'quoted text' : `"${text}"`}`;
    throw new FilterSyntaxError(`Expected ${wordsOf(expected)}, but ${found}.`, { offset, length }, expected);
  }
}
