import { describe, expect, it } from 'vitest';
import { eyesOf, visiblePlaces } from './visible-subjects';

describe('Which ones are drawn', () => {
  it('are the first ten of many, and all of few', () => {
    expect([...visiblePlaces(null, 50)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...visiblePlaces(null, 3)]).toEqual([0, 1, 2]);
    expect(visiblePlaces('all', 50).size).toBe(50);
    expect(visiblePlaces('none', 50).size).toBe(0);
  });

  it.each([
    [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], null],
    [[0, 2, 3, 4, 49], '0,2-4,49'],
    [[], 'none'],
  ])('%j are written as %j and read again', (places, eyes) => {
    expect(eyesOf(new Set(places), 50)).toBe(eyes);
    expect([...visiblePlaces(eyes, 50)]).toEqual(places);
  });

  it('ignore what is not there', () => {
    expect([...visiblePlaces('1,99,x,-3,2-1000000', 4)]).toEqual([1, 2, 3]);
  });
});
