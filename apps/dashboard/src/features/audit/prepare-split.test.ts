import { describe, expect, it } from 'vitest';
import { emotionsOf, speakersText, summarizeFold } from './prepare-split';

const cells = [
  { speaker: '01', gender: 'male', emotion: 'sad', count: 3 },
  { speaker: '01', gender: 'male', emotion: 'calm', count: 1 },
  { speaker: '02', gender: 'female', emotion: 'sad', count: 2 },
  { speaker: '03', gender: null, emotion: null, count: 4 },
];
const part = { part: 'TRAIN' as const, rowCount: 30, clipCount: 10, speakers: ['01', '02', '03'], cells };

describe('summarizeFold', () => {
  it('counts by gender and emotion, and what is neither in neither', () => {
    expect(summarizeFold([part], ['calm', 'sad', 'happy'])).toEqual([
      {
        part: 'TRAIN',
        clipCount: 10,
        augmentedCount: 20,
        speakers: ['01', '02', '03'],
        women: 2,
        men: 4,
        emotions: [
          { name: 'calm', count: 1 },
          { name: 'sad', count: 5 },
          { name: 'happy', count: 0 },
        ],
      },
    ]);
  });
});

describe('emotionsOf', () => {
  it('lists what occurs, in the order given', () => {
    const split = { folds: [{ index: 0, warnings: [], parts: [part] }] };
    expect(emotionsOf(split, ['calm', 'happy'])).toEqual(['calm', 'sad']);
  });
});

describe('speakersText', () => {
  it('names a few and counts the rest', () => {
    expect(speakersText(['a', 'b'])).toBe('a, b');
    expect(speakersText(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  });
});
