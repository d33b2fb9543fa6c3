import { describe, expect, it } from 'vitest';
import { isFresh, targets } from '../scripts/generate.mjs';

describe('the generated documents', () => {
  it.each(Object.entries(targets))('of the %s are what schema and documents give now', async (_, target) => {
    expect(await isFresh(target), 'run: npm run generate -w @voxboard/graphql-client').toBe(true);
  });
});
