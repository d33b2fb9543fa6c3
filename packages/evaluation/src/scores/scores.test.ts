import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addConfusionMatrices, confusionMatrix } from './confusion-matrix.js';
import { accuracy, classReport, macroF1, matrixScores, matthews, uar, weightedF1 } from './matrix-scores.js';
import { brier, expectedCalibrationError, logLoss, rocAucOneVsRest } from './probability-scores.js';
import { LabelIndexError, LengthMismatchError } from './scores.errors.js';

const numbers = z.array(z.number());
const ReferenceSchema = z.array(
  z.object({
    name: z.string(),
    classes: z.number(),
    actual: numbers,
    predicted: numbers,
    probabilities: z.array(numbers),
    expected: z.object({
      counts: z.array(numbers),
      accuracy: z.number(),
      uar: z.number(),
      macroF1: z.number(),
      weightedF1: z.number(),
      matthews: z.number(),
      precision: numbers,
      recall: numbers,
      f1: numbers,
      support: numbers,
      logLoss: z.number(),
      brier: z.number(),
      calibrationError: z.number(),
      rocAuc: z.array(z.number().nullable()),
      rocAucMacro: z.number().nullable(),
    }),
  }),
);
const cases = ReferenceSchema.parse(
  JSON.parse(readFileSync(new URL('./reference/sklearn-scores.json', import.meta.url), 'utf8')),
);
const labelsOf = (count: number) => Array.from({ length: count }, (_, k) => `class ${k}`);
const near = (value: number | null, expected: number | null) => {
  if (value === null || expected === null) expect(value).toBe(expected);
  else expect(Math.abs(value - expected), `${value} against ${expected}`).toBeLessThan(1e-12);
};

describe.each(cases)('scores of $name', ({ actual, predicted, probabilities, classes, expected }) => {
  const labels = labelsOf(classes);
  const matrix = confusionMatrix(actual, predicted, labels);

  it('counts as scikit-learn counts', () => {
    expect(matrix.counts).toEqual(expected.counts);
  });

  it('equals scikit-learn to 1e-12 in every score of the matrix', () => {
    near(accuracy(matrix), expected.accuracy);
    near(uar(matrix), expected.uar);
    near(macroF1(matrix), expected.macroF1);
    near(weightedF1(matrix), expected.weightedF1);
    near(matthews(matrix), expected.matthews);
  });

  it('reports each class as scikit-learn does, and null where that divides by zero', () => {
    classReport(matrix).forEach((row, k) => {
      const isPredicted = predicted.includes(k);
      const isActual = actual.includes(k);
      expect(row.support).toBe(expected.support[k]);
      near(row.precision, isPredicted ? expected.precision[k]! : null);
      near(row.recall, isActual ? expected.recall[k]! : null);
      near(row.f1, isPredicted || isActual ? expected.f1[k]! : null);
    });
  });

  it('equals scikit-learn to 1e-12 in every score of the probabilities', () => {
    near(logLoss(actual, probabilities), expected.logLoss);
    near(brier(actual, probabilities), expected.brier);
    near(expectedCalibrationError(actual, probabilities), expected.calibrationError);
    const areas = rocAucOneVsRest(actual, probabilities, labels);
    areas.perClass.forEach((area, k) => {
      near(area, expected.rocAuc[k]!);
    });
    if (expected.rocAucMacro !== null) near(areas.macro, expected.rocAucMacro);
  });
});

describe('scores without rows', () => {
  const empty = confusionMatrix([], [], ['a', 'b']);

  it('are NaN, not zero', () => {
    for (const score of [accuracy, uar, macroF1, weightedF1, matthews]) expect(score(empty)).toBeNaN();
    for (const score of [logLoss, brier, expectedCalibrationError]) expect(score([], [])).toBeNaN();
  });

  it('have no area and an empty class report', () => {
    expect(rocAucOneVsRest([], [], ['a', 'b'])).toEqual({ perClass: [null, null], macro: null });
    expect(classReport(empty)[0]).toEqual({ label: 'a', precision: null, recall: null, f1: null, support: 0 });
  });
});

describe('confusionMatrix', () => {
  it('puts the actual class in rows and the predicted class in columns', () => {
    expect(confusionMatrix([0, 0, 1], [1, 1, 0], ['a', 'b']).counts).toEqual([
      [0, 2],
      [1, 0],
    ]);
  });

  it('reads typed arrays', () => {
    expect(confusionMatrix(Uint8Array.of(1), Uint8Array.of(1), ['a', 'b']).counts[1]).toEqual([0, 1]);
  });

  it('refuses columns of different lengths and indices outside the labels', () => {
    expect(() => confusionMatrix([0], [0, 1], ['a', 'b'])).toThrow(LengthMismatchError);
    expect(() => confusionMatrix([2], [0], ['a', 'b'])).toThrow(LabelIndexError);
    expect(() => confusionMatrix([0], [-1], ['a', 'b'])).toThrow(/predicted\[0\] is -1.*indices 0 to 1/);
    expect(() => logLoss([0], [])).toThrow(LengthMismatchError);
    expect(() => logLoss([3], [[0.5, 0.5]])).toThrow(LabelIndexError);
  });

  it('of all folds is the sum of the folds', () => {
    const labels = ['a', 'b'];
    const whole = confusionMatrix([0, 1, 1, 0], [0, 1, 0, 0], labels);
    const parts = [confusionMatrix([0, 1], [0, 1], labels), confusionMatrix([1, 0], [0, 0], labels)];
    expect(addConfusionMatrices(parts, labels)).toEqual(whole);
    expect(() => addConfusionMatrices(parts, ['a'])).toThrow(LengthMismatchError);
  });
});

it('matrixScores names the scores by the metric keys', () => {
  expect(matrixScores(confusionMatrix([0, 0, 0, 1], [0, 0, 1, 1], ['a', 'b']))).toEqual({
    accuracy: 0.75,
    uar: (2 / 3 + 1) / 2,
    macro_f1: (0.8 + 2 / 3) / 2,
  });
});

it('rocAucOneVsRest answers NaN for NaN probabilities instead of running forever', () => {
  expect(
    rocAucOneVsRest(
      [0, 1],
      [
        [Number.NaN, 0.5],
        [0.5, 0.5],
      ],
      ['a', 'b'],
    ).perClass[0],
  ).toBeNaN();
});
