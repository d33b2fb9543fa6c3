import { describe, expect, it } from 'vitest';
import { HYPERPARAMETER_FIELDS } from './hyperparameter-fields';
import { parseHyperparameters, presetTexts } from './parse-hyperparameters';

const field = (key: string) => HYPERPARAMETER_FIELDS.find((one) => one.key === key)!;

describe('parseHyperparameters', () => {
  it('sends what was filled in and leaves the rest to the preset', () => {
    const texts = { epochs: ' 20 ', learningRate: '3e-4', optimizer: 'sgd', specAugment: 'no', batchSize: '' };
    expect(parseHyperparameters(texts)).toEqual({
      values: { epochs: 20, learningRate: 0.0003, optimizer: 'sgd', specAugment: false },
      errors: {},
    });
  });

  it('takes none for null where there may be none', () => {
    expect(parseHyperparameters({ clipNorm: 'None', earlyStoppingPatience: 'none' }).values).toEqual({
      clipNorm: null,
      earlyStoppingPatience: null,
    });
    expect(parseHyperparameters({ epochs: 'none' }).errors).toHaveProperty('epochs');
  });

  it('makes an object of the schedule', () => {
    expect(parseHyperparameters({ schedule: 'cosine' }).values).toEqual({ schedule: { kind: 'cosine' } });
  });

  it.each([
    ['epochs', '1.5', 'Give a whole number.'],
    ['epochs', '0', 'Give 1 or more.'],
    ['learningRate', '0', 'Give a number above 0.'],
    ['learningRate', '11', 'Give 10 or less.'],
    ['labelSmoothing', '1', 'Give a number below 1.'],
    ['batchSize', 'many', 'Give a number.'],
  ])('says what is wrong with %s = %s', (key, text, message) => {
    expect(parseHyperparameters({ [key]: text })).toEqual({ values: {}, errors: { [key]: message } });
  });
});

describe('presetTexts', () => {
  it('names each different default once', () => {
    const presets = [
      { epochs: 60, clipNorm: null, schedule: { kind: 'cosine', warmupEpochs: 2 } },
      { epochs: 60, clipNorm: 2 },
    ];
    expect(presetTexts(field('epochs'), presets)).toEqual(['60']);
    expect(presetTexts(field('clipNorm'), presets)).toEqual(['none', '2']);
    expect(presetTexts(field('schedule'), presets)).toEqual(['cosine', 'preset']);
    expect(presetTexts(field('epochs'), [])).toEqual([]);
  });
});
