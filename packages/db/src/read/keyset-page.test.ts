import { InvalidInputError, Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './keyset-cursor.js';
import { cursorCondition, newestFirst, orderAndLimit, pageRequest, toKeysetPage } from './keyset-page.js';
import { StatementValues } from './queryable.js';
import { containsPattern } from './text-pattern.js';

const row = (n: number) => ({
  id: `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, n)),
});
const ORDER = newestFirst<ReturnType<typeof row>>('r');

describe('cursors', () => {
  it('come back as they were written, infinities and times included', () => {
    const types = ['float8', 'float8', 'timestamptz', 'uuid', 'text', 'int4'] as const;
    const values = [Number.POSITIVE_INFINITY, 0.1, row(5).createdAt, row(5).id, 'ä "quoted" \n text', -3];
    const decoded = decodeCursor(encodeCursor('mine', values), 'mine', types, 'after');
    expect(decoded).toEqual(['Infinity', 0.1, '2026-01-01T00:00:00.005Z', row(5).id, 'ä "quoted" \n text', -3]);
  });

  it('are refused under another order, with other columns and with values of other types', () => {
    const cursor = encodeCursor('mine', [1]);
    expect(() => decodeCursor(cursor, 'other', ['int4'], 'after')).toThrow(InvalidInputError);
    expect(() => decodeCursor(cursor, 'mine', ['int4', 'int4'], 'after')).toThrow(InvalidInputError);
    expect(() => decodeCursor(cursor, 'mine', ['uuid'], 'after')).toThrow(InvalidInputError);
    expect(() => decodeCursor(encodeCursor('mine', [1.5]), 'mine', ['int4'], 'after')).toThrow(InvalidInputError);
    expect(() => decodeCursor(encodeCursor('mine', [1e300]), 'mine', ['int4'], 'after')).toThrow(InvalidInputError);
    expect(() => decodeCursor(encodeCursor('mine', ['x']), 'mine', ['timestamptz'], 'after')).toThrow(
      InvalidInputError,
    );
  });

  it('of garbage are refused whatever the garbage is (seed 1)', () => {
    const rng = new Rng(1);
    for (let i = 0; i < 2000; i++) {
      const bytes = Buffer.from(Array.from({ length: rng.below(40) }, () => rng.below(256)));
      const text = rng.below(2) === 0 ? bytes.toString('base64url') : bytes.toString('latin1');
      expect(() => decodeCursor(text, 'newest', ['timestamptz', 'uuid'], 'after'), JSON.stringify(text)).toThrow(
        InvalidInputError,
      );
    }
  });
});

describe('pageRequest', () => {
  it('goes forward unless the end is asked for', () => {
    expect(pageRequest({}, 20)).toMatchObject({ size: 20, isBackward: false, cursor: null });
    expect(pageRequest({ first: 3, after: 'c' }, 20)).toMatchObject({ size: 3, isBackward: false, cursor: 'c' });
    expect(pageRequest({ last: 3, before: 'c' }, 20)).toMatchObject({ size: 3, isBackward: true, cursor: 'c' });
    expect(pageRequest({ first: 20, last: 3 }, 20)).toMatchObject({ size: 3, isBackward: true });
  });

  it.each([{ first: 0 }, { first: 1001 }, { last: -1 }, { after: 'a', before: 'b' }, { last: 2, after: 'a' }])(
    'refuses %o',
    (page) => {
      expect(() => pageRequest(page, 20)).toThrow(InvalidInputError);
    },
  );
});

describe('a keyset page', () => {
  it('asks for one row more than it shows, after its cursor', () => {
    const values = new StatementValues();
    const request = pageRequest({ first: 2, after: encodeCursor('newest', [row(9).createdAt, row(9).id]) }, 20);
    expect(cursorCondition(ORDER, request, values)).toBe('(r.created_at, r.id) < ($1::timestamptz, $2::uuid)');
    expect(orderAndLimit(ORDER, request)).toBe('ORDER BY r.created_at DESC, r.id DESC LIMIT 3');
    expect(values.all).toEqual(['2026-01-01T00:00:00.009Z', row(9).id]);
  });

  it('turns round to read backwards and hands the rows over in list order', () => {
    const request = pageRequest({ last: 2, before: encodeCursor('newest', [row(1).createdAt, row(1).id]) }, 20);
    expect(orderAndLimit(ORDER, request)).toBe('ORDER BY r.created_at ASC, r.id ASC LIMIT 3');
    const page = toKeysetPage([row(2), row(3), row(4)], request, ORDER);
    expect(page.edges.map(({ node }) => node)).toEqual([row(3), row(2)]);
    expect([page.hasNextPage, page.hasPreviousPage]).toEqual([true, true]);
  });

  it('knows that there is nothing more', () => {
    const page = toKeysetPage([row(2)], pageRequest({ first: 2 }, 20), ORDER);
    expect([page.hasNextPage, page.hasPreviousPage]).toEqual([false, false]);
    expect(page.edges[0]?.cursor()).toBe(encodeCursor('newest', [row(2).createdAt, row(2).id]));
  });
});

describe('containsPattern', () => {
  it('takes the wildcards of LIKE literally', () => {
    expect(containsPattern('50%_\\')).toBe('%50\\%\\_\\\\%');
  });
});
