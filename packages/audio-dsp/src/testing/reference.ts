import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { z } from 'zod';

/** A result of the reference implementation: its shape and every `step`-th value in C order. */
const ThinnedSchema = z.object({
  shape: z.array(z.number().int()),
  step: z.number().int(),
  values: z.array(z.number()),
});
export type Thinned = z.infer<typeof ThinnedSchema>;

const FeaturesSchema = z.record(z.string(), z.union([ThinnedSchema, z.number()]));

export function loadReference(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`generated/${name}.json`, import.meta.url), 'utf8'));
}

export class FeatureReference {
  readonly #results: z.infer<typeof FeaturesSchema>;

  /** @param content what the file holds, where not all of it is numbers */
  constructor(file: string, content: unknown = loadReference(file)) {
    this.#results = FeaturesSchema.parse(content);
  }

  number(name: string): number {
    return z.number().parse(this.#results[name]);
  }

  array(name: string): Thinned {
    return ThinnedSchema.parse(this.#results[name]);
  }
}

export interface Tolerance {
  /** Largest difference allowed as a share of the reference value. Default 1e-5. */
  readonly relative?: number;
  /** Differences below this share of the largest reference value are rounding. Default 1e-9. */
  readonly floor?: number;
}

/** Compares values in C order with a reference; on failure names the worst one. */
export function expectToMatch(
  actual: ArrayLike<number>,
  shape: readonly number[],
  reference: Thinned,
  { relative = 1e-5, floor = 1e-9 }: Tolerance = {},
): void {
  expect(shape).toEqual(reference.shape);
  const largest = reference.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let worst = { index: -1, excess: 0, expected: 0, actual: 0 };
  reference.values.forEach((expected, i) => {
    const index = i * reference.step;
    const difference = Math.abs((actual[index] ?? Number.NaN) - expected);
    const excess = difference / (relative * Math.abs(expected) + floor * largest + Number.MIN_VALUE);
    if (!(excess <= worst.excess)) worst = { index, excess, expected, actual: actual[index] ?? Number.NaN };
  });
  expect(worst.excess, `value ${worst.index}: expected ${worst.expected}, got ${worst.actual}`).toBeLessThanOrEqual(1);
}
