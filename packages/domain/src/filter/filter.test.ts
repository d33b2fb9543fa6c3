import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowsMembership, FILTER_ATTRIBUTE_FACTS, filterTypeOf, operatorsOf } from './filter-fields.js';
import { FilterNodeSchema } from './filter-schema.js';
import {
  completeFilter,
  FILTER_AGGREGATES,
  FILTER_ATTRIBUTES,
  type FilterField,
  type FilterNode,
  FilterSyntaxError,
  type FilterValue,
  normalizeFilter,
  parseFilter,
  printFilter,
} from './index.js';

const metric = (key: string, aggregate: 'LAST' | 'MIN' | 'MAX' | 'BEST' = 'LAST'): FilterField => ({
  kind: 'metric',
  split: 'TEST',
  key,
  aggregate,
});

describe('the filter language', () => {
  it.each<[string, FilterNode]>([
    [
      'metrics.test.uar > 0.6 and params.width = 256 and tag:baseline',
      {
        kind: 'and',
        parts: [
          { kind: 'compare', field: metric('uar'), operator: '>', value: { kind: 'number', value: 0.6 } },
          {
            kind: 'compare',
            field: { kind: 'param', key: 'width' },
            operator: '=',
            value: { kind: 'number', value: 256 },
          },
          { kind: 'tag', tag: 'baseline' },
        ],
      },
    ],
    [
      'status in (running, FAILED)',
      {
        kind: 'in',
        field: { kind: 'attribute', name: 'status' },
        values: [
          { kind: 'text', value: 'RUNNING' },
          { kind: 'text', value: 'FAILED' },
        ],
      },
    ],
    [
      'name ~ "cnn" or not has(metrics.test.uar)',
      {
        kind: 'or',
        parts: [
          {
            kind: 'compare',
            field: { kind: 'attribute', name: 'name' },
            operator: '~',
            value: { kind: 'text', value: 'cnn' },
          },
          { kind: 'not', part: { kind: 'has', field: metric('uar') } },
        ],
      },
    ],
    [
      'min(metrics.val.loss)<1',
      {
        kind: 'compare',
        field: { kind: 'metric', split: 'VALIDATION', key: 'loss', aggregate: 'MIN' },
        operator: '<',
        value: { kind: 'number', value: 1 },
      },
    ],
    [
      'created > -7d',
      {
        kind: 'compare',
        field: { kind: 'attribute', name: 'created' },
        operator: '>',
        value: { kind: 'ago', seconds: 604_800 },
      },
    ],
    [
      'created >= 2026-11-23T10:30',
      {
        kind: 'compare',
        field: { kind: 'attribute', name: 'created' },
        operator: '>=',
        value: { kind: 'instant', at: '2026-11-23T10:30:00.000Z' },
      },
    ],
    [
      'duration < 1h30m',
      {
        kind: 'compare',
        field: { kind: 'attribute', name: 'duration' },
        operator: '<',
        value: { kind: 'number', value: 5400 },
      },
    ],
    ['"two words"', { kind: 'text', text: 'two words' }],
    ['tag:"two words"', { kind: 'tag', tag: 'two words' }],
    [
      'params.`learning rate` = "0.1"',
      {
        kind: 'compare',
        field: { kind: 'param', key: 'learning rate' },
        operator: '=',
        value: { kind: 'text', value: '0.1' },
      },
    ],
    [
      'seed not in (1, 2)',
      {
        kind: 'not',
        part: {
          kind: 'in',
          field: { kind: 'attribute', name: 'seed' },
          values: [
            { kind: 'number', value: 1 },
            { kind: 'number', value: 2 },
          ],
        },
      },
    ],
  ])('reads %s', (text, tree) => {
    expect(parseFilter(text)).toEqual(tree);
  });

  it('binds and tighter than or', () => {
    expect(parseFilter('tag:a or tag:b and tag:c')).toEqual(parseFilter('tag:a or (tag:b and tag:c)'));
    expect(parseFilter('(tag:a or tag:b) and tag:c')).not.toEqual(parseFilter('tag:a or tag:b and tag:c'));
  });

  it('takes an empty text for no filter', () => {
    expect(parseFilter(' ')).toBeNull();
  });

  it.each([
    ['metrics.test.uar >', 18, 0, /a value to compare metrics.test.uar with/],
    ['metrics.uar > 1', 8, 3, /metrics\.train/],
    ['stauts = running', 0, 6, /Did you mean "status"/],
    ['status = walking', 9, 7, /one of queued, running, finished, failed, canceled/],
    ['tag:a tag:b', 6, 5, /"and", "or" or the end/],
    ['(tag:a', 6, 0, /"and", "or" or "\)"/],
    ['name ~ "open', 7, 5, /not closed/],
    ['name > 3', 5, 1, /one of = != ~ !~/],
    ['created > 2026-02-30', 10, 10, /a date such as/],
    ['min(params.width) < 3', 4, 12, /takes a metric/],
    ['params.width = §', 15, 1, /means nothing here/],
    ['cnn', 0, 3, /put it in quotes/],
  ])('points at what is wrong in %s', (text, offset, length, message) => {
    const error = failureOf(text);
    expect({ offset: error.offset, length: error.length }).toEqual({ offset, length });
    expect(error.message).toMatch(message);
  });

  it.each([
    ['a text too long', `name = ${'a'.repeat(3000)}`],
    ['nesting too deep', `${'('.repeat(500)}tag:a${')'.repeat(500)}`],
    ['a tower of nots', `${'not '.repeat(400)}tag:a`],
    ['too many conditions', Array.from({ length: 101 }, () => 'tag:a').join(' or ')],
  ])('refuses %s', (_, text) => {
    expect(failureOf(text)).toBeInstanceOf(FilterSyntaxError);
  });

  it('reads what it prints as the same filter', () => {
    fc.assert(
      fc.property(trees(), (tree) => {
        const text = printFilter(tree);
        expect(parseFilter(text)).toEqual(normalizeFilter(tree));
        expect(FilterNodeSchema.parse(tree)).toEqual(tree);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('answers any text with a tree or an error that lies inside the text', () => {
    const pieces = fc.constantFrom(
      'tag:',
      'and',
      'or',
      'not',
      '(',
      ')',
      ',',
      '"',
      '`',
      '=',
      '<',
      'metrics.test.uar',
      '-7d',
      '1',
      ' ',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parseFilter(text);
        } catch (error) {
          if (!(error instanceof FilterSyntaxError)) throw error;
          expect(error.offset + error.length).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000, seed: 11 },
    );
  });
});

describe('completion', () => {
  const vocabulary = {
    metrics: [
      { key: 'uar', split: 'TEST' as const },
      { key: 'loss', split: 'VALIDATION' as const },
    ],
    params: [{ key: 'width', values: ['128', '256'] }],
    tags: ['baseline', 'two words'],
    attributes: { protocol: ['by-speaker'] },
  };
  const inserts = (text: string, cursor = text.length) =>
    completeFilter(text, cursor, vocabulary).options.map(({ insert }) => insert);

  it('offers fields at the beginning and after a connective', () => {
    expect(inserts('')).toContain('metrics.test.uar');
    expect(inserts('tag:baseline and wid')).toContain('params.width');
  });

  it.each([
    ['status ', '='],
    ['status = ru', 'running'],
    ['params.width = ', '256'],
    ['protocol in (by', 'by-speaker'],
    ['tag:ba', 'tag:baseline'],
    ['tag:two', 'tag:"two words"'],
    ['metrics.test.uar > 0.5 a', 'and'],
    ['(tag:x ', ')'],
    ['min(', 'metrics.validation.loss'],
    ['bes', 'best(metrics.test.uar)'],
    ['cnn', '"cnn"'],
  ])('offers after %s: %s', (text, insert) => {
    expect(inserts(text)).toContain(insert);
  });

  it('replaces the whole word that the cursor stands in', () => {
    const text = 'sta = running';
    expect(completeFilter(text, 2, vocabulary)).toMatchObject({ from: 0, to: 3 });
  });

  it('offers nothing behind a mistake', () => {
    expect(inserts('status = walking and ')).toEqual([]);
  });
});

function failureOf(text: string): FilterSyntaxError {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) return error;
    throw error;
  }
  throw new Error(`${text} was read.`);
}

function trees(): fc.Arbitrary<FilterNode> {
  const key = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text);
  const text = fc.string({ minLength: 1, maxLength: 20 });
  const fields: fc.Arbitrary<FilterField> = fc.oneof(
    fc.constantFrom(...FILTER_ATTRIBUTES).map((name) => ({ kind: 'attribute' as const, name })),
    fc.record({ kind: fc.constant('param' as const), key }),
    fc.record({
      kind: fc.constant('metric' as const),
      split: fc.constantFrom('TRAIN' as const, 'VALIDATION' as const, 'TEST' as const),
      key,
      aggregate: fc.constantFrom(...FILTER_AGGREGATES),
    }),
  );
  const number = fc
    .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
    .map((value) => ({ kind: 'number' as const, value: value === 0 ? 0 : value }));
  const texts = text.map((value) => ({ kind: 'text' as const, value }));
  const instants = fc
    .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => ({ kind: 'instant' as const, at: date.toISOString() }));
  const ago = fc.nat(10_000_000).map((seconds) => ({ kind: 'ago' as const, seconds }));
  const valuesOf = (field: FilterField): fc.Arbitrary<FilterValue> => {
    switch (filterTypeOf(field)) {
      case 'number':
        return number;
      case 'duration':
        return fc.nat(10_000_000).map((value) => ({ kind: 'number' as const, value: value / 8 }));
      case 'time':
        return fc.oneof(instants, ago);
      case 'param':
        return fc.oneof(number, texts);
      case 'choice': {
        const choices = field.kind === 'attribute' ? (FILTER_ATTRIBUTE_FACTS[field.name].choices ?? []) : [];
        return fc.constantFrom(...choices).map((value) => ({ kind: 'text' as const, value }));
      }
      default:
        return texts;
    }
  };
  const comparison: fc.Arbitrary<FilterNode> = fields.chain((field) =>
    fc.record({
      kind: fc.constant('compare' as const),
      field: fc.constant(field),
      operator: fc.constantFrom(...operatorsOf(field)),
      value: valuesOf(field),
    }),
  );
  const membership: fc.Arbitrary<FilterNode> = fields.filter(allowsMembership).chain((field) =>
    fc.record({
      kind: fc.constant('in' as const),
      field: fc.constant(field),
      values: fc.array(valuesOf(field), { minLength: 1, maxLength: 4 }),
    }),
  );
  return fc.letrec<{ tree: FilterNode }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      comparison,
      membership,
      fc.record({ kind: fc.constant('has' as const), field: fields }),
      text.map((tag) => ({ kind: 'tag' as const, tag })),
      text.map((search) => ({ kind: 'text' as const, text: search })),
      tie('tree').map((part) => ({ kind: 'not' as const, part })),
      fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts) => ({ kind: 'and' as const, parts })),
      fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts) => ({ kind: 'or' as const, parts })),
    ),
  })).tree;
}
