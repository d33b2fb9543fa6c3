import { expect, it } from 'vitest';
import { unpackSeries } from './unpack-series';

const packed = (numbers: Int32Array | Float64Array) => Buffer.from(numbers.buffer).toString('base64');
const facts = { runId: 'r', key: 'loss', split: 'TRAIN', totalCount: 3, isThinned: false, lastStep: 9 } as const;

it('Packed columns are unpacked as they were, also what is not finite', () => {
  const columns = {
    packedSteps: packed(Int32Array.of(0, 1, 2_147_483_647)),
    packedValues: packed(Float64Array.of(0.1, Number.NaN, Number.NEGATIVE_INFINITY)),
  };
  expect(unpackSeries({ ...facts, ...columns })).toEqual({
    ...facts,
    steps: [0, 1, 2_147_483_647],
    values: [0.1, Number.NaN, Number.NEGATIVE_INFINITY],
  });
  const timed = unpackSeries({ ...facts, ...columns, packedTimestampsMs: packed(Float64Array.of(1795e9, 2, 3)) });
  expect(timed.timestampsMs).toEqual([1795e9, 2, 3]);
});

it('Nothing packed is nothing', () => {
  expect(unpackSeries({ ...facts, packedSteps: '', packedValues: '' })).toMatchObject({ steps: [], values: [] });
});
