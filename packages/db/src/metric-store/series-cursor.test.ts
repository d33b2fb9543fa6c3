import { InvalidInputError } from '@voxboard/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSeriesCursor, encodeSeriesCursor } from './series-cursor.js';

const number = fc.oneof(fc.nat(300), fc.nat(2_147_483_646));
const marks = fc
  .uniqueArray(fc.tuple(number, fc.record({ lastStep: number, rewrites: number }, { noNullPrototype: true })), {
    selector: ([id]) => id,
  })
  .map((entries) => new Map(entries));

describe('a cursor of series', () => {
  it('says how far each series is, in any number', () => {
    fc.assert(
      fc.property(marks, (given) => {
        expect(decodeSeriesCursor(encodeSeriesCursor(given))).toEqual(given);
      }),
      { seed: 1 },
    );
  });

  it('is short: 200 series of 100 steps in under 1,700 characters', () => {
    const given = new Map(Array.from({ length: 200 }, (_, i) => [70_000 + i * 3, { lastStep: 99_999, rewrites: 0 }]));
    expect(encodeSeriesCursor(given).length).toBeLessThan(1700);
  });

  it.each([
    ['nothing', ''],
    ['words', 'not a cursor'],
    ['other base64', Buffer.from('{"a": 1}').toString('base64url')],
    ['half of one', encodeSeriesCursor(new Map([[1, { lastStep: 5, rewrites: 0 }]])).slice(0, -2)],
    ['one with a letter changed', `B${encodeSeriesCursor(new Map([[1, { lastStep: 5, rewrites: 0 }]])).slice(1)}`],
  ])('refuses %s', (_, text) => {
    expect(() => decodeSeriesCursor(text)).toThrow(InvalidInputError);
  });
});
