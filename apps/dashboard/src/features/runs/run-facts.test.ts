import { expect, it } from 'vitest';
import { hasGivenName, secondsLeft, splitTrialName } from './run-facts';

it('The number of a trial is kept apart from the name of its sweep, and only that', () => {
  expect(splitTrialName('Width and pace · trial 12')).toEqual(['Width and pace', ' · trial 12']);
  expect(splitTrialName('Width · trial of mine')).toEqual(['Width · trial of mine', '']);
  expect(splitTrialName('trial 3')).toEqual(['trial 3', '']);
});

it('A run has a name of its own once somebody gave it one', () => {
  const run = { name: 'Study · fold 2 · seed 0', foldIndex: 1, seed: 0, experiment: { name: 'Study' } };
  expect(hasGivenName(run)).toBe(false);
  expect(hasGivenName({ ...run, name: 'The good one' })).toBe(true);
  expect(hasGivenName({ ...run, name: 'Study', foldIndex: null, seed: null })).toBe(true);
});

it('What is left of a training goes by its pace so far, and is not guessed before the first epoch', () => {
  expect(secondsLeft(60, 10, 40)).toBe(180);
  expect([secondsLeft(60, 0, 40), secondsLeft(60, 40, 40), secondsLeft(60, 5, null)]).toEqual([null, null, null]);
});
