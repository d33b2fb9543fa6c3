import { describe, expect, it } from 'vitest';
import { slugOf } from './slug';

describe('slugOf', () => {
  it.each([
    ['Émotion Lab 2', 'emotion-lab-2'],
    ['  — Voices! —  ', 'voices'],
    ['日本', ''],
  ])('makes an address of %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});
