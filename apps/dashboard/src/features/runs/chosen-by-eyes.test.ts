import { expect, it } from 'vitest';
import { chosenByEyes } from './chosen-by-eyes';

const ids = Array.from({ length: 300 }, (_, at) => `run ${at}`);

it('Eyes open for the first of the table, for none, and for no more than charts can draw', () => {
  expect(chosenByEyes(5, ids)).toEqual(ids.slice(0, 5));
  expect(chosenByEyes(5, ids.slice(0, 2))).toEqual(ids.slice(0, 2));
  expect(chosenByEyes('none', ids)).toEqual([]);
  expect(chosenByEyes('all', ids)).toEqual(ids.slice(0, 100));
});
