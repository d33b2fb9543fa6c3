import { expect, it } from 'vitest';
import { describeSeries } from './describe-series';
import { prepareSeries } from './prepare-series';

it('A chart tells in words where each line starts, ends and ranges', () => {
  const prepared = prepareSeries([
    { id: 'a', label: 'mlp', color: 0, style: 'dashed', steps: [0, 1, 2], values: [2, 0.5, 0.75] },
  ]);
  expect(describeSeries('Loss', prepared)).toBe(
    'Loss: 1 line. mlp (dashed): from 2 at step 0 to 0.75 at step 2, between 0.5 and 2.',
  );
});

it('A chart without values says so', () => {
  expect(describeSeries('Loss', prepareSeries([]))).toBe('Loss: nothing to draw yet.');
});
