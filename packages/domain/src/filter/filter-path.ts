import type { Split } from '../metric.js';
import { FilterSyntaxError } from './filter-error.js';
import type { FilterToken } from './filter-lexer.js';
import { unquoteKey } from './filter-quoting.js';
import { FILTER_ATTRIBUTES, type FilterAggregate, type FilterAttribute, type FilterField } from './filter-tree.js';

const SPLIT_OF: Readonly<Record<string, Split>> = {
  train: 'TRAIN',
  validation: 'VALIDATION',
  val: 'VALIDATION',
  test: 'TEST',
};
const MAX_KEY_LENGTH = 250;

/** The field a word names. @throws FilterSyntaxError that points at the part of the word that is wrong */
export function readFilterField(token: FilterToken): FilterField {
  const { text, offset, length } = token;
  const [root = '', rest] = splitAtDot(text);
  if (rest !== null && (root === 'params' || root === 'param')) return { kind: 'param', key: keyOf(token, rest) };
  if (rest !== null && (root === 'metrics' || root === 'metric')) return readMetric(token, rest, 'LAST');
  const name = attributeOf(text.toLowerCase());
  if (name !== null) return { kind: 'attribute', name };
  const meant = closest(text.toLowerCase());
  const remedy =
    meant === null ? `To search among names, put it in quotes: "${text.slice(0, 40)}".` : `Did you mean "${meant}"?`;
  throw new FilterSyntaxError(`"${text.slice(0, 80)}" is no field. ${remedy}`, { offset, length }, { kind: 'field' });
}

/** What follows `metrics.`: a split and a key. */
function readMetric(token: FilterToken, rest: string, aggregate: FilterAggregate): FilterField {
  const [written = '', key] = splitAtDot(rest);
  const split = SPLIT_OF[written.toLowerCase()];
  if (split === undefined || key === null) {
    const at = token.text.length - rest.length;
    throw new FilterSyntaxError(
      'A metric is named with the part of the data it is measured on: metrics.train.…, metrics.validation.… or metrics.test.….',
      { offset: token.offset + at, length: Math.max(written.length, 1) },
      { kind: 'metric' },
    );
  }
  return { kind: 'metric', split, key: keyOf(token, key), aggregate };
}

function keyOf(token: FilterToken, written: string): string {
  const key = unquoteKey(written);
  if (key !== null && key.length <= MAX_KEY_LENGTH) return key;
  const offset = token.offset + token.text.length - written.length;
  throw new FilterSyntaxError(
    key === null
      ? 'Expected a key. Put one with unusual characters in backticks as a whole.'
      : `A key has at most ${MAX_KEY_LENGTH} characters.`,
    { offset, length: written.length },
    { kind: 'field' },
  );
}

function splitAtDot(text: string): [string, string | null] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, null] : [text.slice(0, dot), text.slice(dot + 1)];
}

function attributeOf(name: string): FilterAttribute | null {
  return FILTER_ATTRIBUTES.find((attribute) => attribute === name) ?? null;
}

/** The attribute that a mistyped word most likely means: same first letter, at most two letters apart. */
function closest(word: string): FilterAttribute | null {
  const candidates = FILTER_ATTRIBUTES.filter((name) => name.charAt(0) === word.charAt(0) && word.length > 2)
    .map((name) => ({ name, far: distance(name, word) }))
    .sort((a, b) => a.far - b.far);
  const [best] = candidates;
  return best !== undefined && best.far <= 2 ? best.name : null;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const before = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}
