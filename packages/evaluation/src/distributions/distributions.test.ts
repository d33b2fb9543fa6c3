import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { wilsonInterval } from '../intervals/wilson.js';
import { holm } from '../paired/holm.js';
import { mcnemarExact } from '../paired/mcnemar.js';
import { fairCoinCdf, normalCdf, normalQuantile, studentCritical, studentTwoSided } from './distributions.js';

const pair = z.array(z.tuple([z.number(), z.number()]));
const triple = z.array(z.tuple([z.number(), z.number(), z.number()]));
const reference = z
  .object({
    normalCdf: pair,
    normalQuantile: pair,
    studentTwoSided: triple,
    studentCritical: triple,
    wilson: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
    mcnemar: triple,
    holm: z.tuple([z.array(z.number()), z.array(z.number())]),
  })
  .parse(JSON.parse(readFileSync(new URL('./reference/statsmodels-tests.json', import.meta.url), 'utf8')));

const nearly = (value: number, expected: number, tolerance = 1e-10) =>
  expect(Math.abs(value - expected), `${value} against ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.max(Math.abs(expected), 1e-20),
  );

it('the normal distribution equals SciPy to ten digits', () => {
  for (const [z, p] of reference.normalCdf) nearly(normalCdf(z), p);
  for (const [p, z] of reference.normalQuantile) nearly(normalQuantile(p), z || 1e-30, z === 0 ? 1e15 : 1e-10);
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(1.1)).toBeNaN();
});

it("Student's t equals SciPy to ten digits, far tails included", () => {
  for (const [t, df, p] of reference.studentTwoSided) nearly(studentTwoSided(t, df), p);
  for (const [p, df, t] of reference.studentCritical) nearly(studentCritical(p, df), t, 1e-9);
  expect(studentTwoSided(Number.NaN, 5)).toBeNaN();
  expect(studentTwoSided(Number.POSITIVE_INFINITY, 5)).toBe(0);
});

it('Wilson intervals equal statsmodels and stay inside 0 and 1', () => {
  for (const [k, n, level, lower, upper] of reference.wilson) {
    const interval = wilsonInterval(k, n, level);
    expect(interval.lower).toBeCloseTo(lower, 12);
    expect(interval.upper).toBeCloseTo(upper, 12);
  }
  expect(wilsonInterval(0, 0).lower).toBeNaN();
  expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
  expect(() => wilsonInterval(1, 2, 1)).toThrow(/level/);
});

it("McNemar's exact test equals statsmodels, with thousands of clips too", () => {
  for (const [b, c, p] of reference.mcnemar) nearly(mcnemarExact(b, c).pValue, p, 1e-9);
  expect(mcnemarExact(0, 0).pValue).toBe(1);
  expect(fairCoinCdf(10, 10)).toBeCloseTo(1, 12);
});

it("Holm's correction equals statsmodels and leaves out what was not compared", () => {
  const [raw, adjusted] = reference.holm;
  holm(raw).forEach((p, i) => {
    nearly(p!, adjusted[i]!);
  });
  expect(holm([0.02, null, 0.01])).toEqual([0.02, null, 0.02]);
  expect(holm([])).toEqual([]);
});
