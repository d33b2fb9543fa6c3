import { expect, test } from 'vitest';
import { csvLine } from './csv-line.js';

test('fields that would break a line are quoted, missing ones are empty, numbers survive', () => {
  expect(csvLine(['a,b', 'say "no"', 'two\nlines', null, 0.1, Number.NaN, 1e-7])).toBe(
    '"a,b","say ""no""","two\nlines",,0.1,NaN,1e-7\n',
  );
});
