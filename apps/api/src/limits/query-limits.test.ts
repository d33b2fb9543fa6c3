import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { QueryCostMeter } from './query-cost.js';
import { findOperation, limitError } from './query-limits.js';

const measure = (query: string, variables: Record<string, unknown> = {}) => {
  const document = parse(query);
  const operation = findOperation(document, null);
  if (!operation) throw new Error('no operation');
  return new QueryCostMeter(document, variables).measure(operation);
};
const limitOf = (query: string, variables: Record<string, unknown> = {}) =>
  limitError(measure(query, variables))?.extensions.limit ?? null;

describe('QueryCostMeter', () => {
  it('counts a field once per object of the lists around it', () => {
    expect(measure('{ a(first: 10) { b(first: 5) { c } } }').cost).toBe(1 + 10 * (1 + 5));
  });

  it('reads sizes from variables and from lists of ids', () => {
    expect(measure('query($n: Int) { a(first: $n) { b } }', { n: 7 }).cost).toBe(8);
    expect(measure('query($ids: [ID!]!) { runs(ids: $ids) { b } }', { ids: ['1', '2', '3'] }).cost).toBe(4);
    expect(measure('{ runs(ids: ["1", "2"]) { b } }').cost).toBe(3);
  });

  it('counts what fragments and inline fragments hold where they are spread', () => {
    const plain = measure('{ a(first: 3) { b { c: d } } x: a }');
    const fragments = measure(
      '{ a(first: 3) { ...B } ... on Query { x: a } } fragment B on A { b { ...C } } fragment C on B { c: d }',
    );
    expect(fragments).toEqual(plain);
    expect(plain).toMatchObject({ depth: 3, aliases: 2, rootFields: 2 });
  });

  it('measures fragments that double each other in no time', () => {
    const levels = 60;
    const fragments = Array.from(
      { length: levels },
      (_, i) => `fragment F${i} on T { a${i} ...F${i + 1} ...F${i + 1} }`,
    );
    const document = `{ ...F0 } ${fragments.join(' ')} fragment F${levels} on T { z }`;
    expect(measure(document).cost).toBe(1e12);
  });

  it('ends on fragments that spread each other in a circle', () => {
    expect(measure('{ ...A } fragment A on T { a ...B } fragment B on T { b ...A }').cost).toBe(2);
  });

  it('lets introspection pass', () => {
    expect(measure('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }').depth).toBe(0);
  });
});

describe('limitError', () => {
  it.each([
    ['depth', `{ ${'a { '.repeat(13)} b ${'}'.repeat(13)} }`],
    ['aliases', `{ a { ${Array.from({ length: 51 }, (_, i) => `x${i}: b`).join(' ')} } }`],
    ['rootFields', `{ ${Array.from({ length: 21 }, (_, i) => `f${i}`).join(' ')} }`],
    ['directives', `{ a { b ${'@include(if: true) '.repeat(51)} } }`],
    ['cost', '{ a(first: 1000) { b(first: 1000) { c } } }'],
  ])('refuses too much %s', (limit, query) => {
    expect(limitOf(query)).toBe(limit);
  });

  it("lets the dashboard's pages of runs pass", () => {
    expect(
      limitOf('{ project(slug: "a") { runs(first: 1000) { nodes { id name metrics { key last best } } } } }'),
    ).toBeNull();
  });

  it('is not fooled by a size below one', () => {
    expect(limitOf('{ a(first: -5) { b(first: 300000) { c } } }')).toBe('cost');
  });
});
