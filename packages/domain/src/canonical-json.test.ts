import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.js';

test('equal values give equal text whatever the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});

test('undefined keys are left out, so that an optional setting not given equals one never heard of', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test('what JSON cannot carry is refused, not turned into null', () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
  expect(() => canonicalJson(() => 1)).toThrow(TypeError);
});
