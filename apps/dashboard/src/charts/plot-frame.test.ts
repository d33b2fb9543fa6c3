import { describe, expect, it } from 'vitest';
import { pixelToX, plotFrame, xToPixel, yToPixel } from './plot-frame';
import { prepareSeries } from './prepare-series';
import { rangeBetween, zoomAround } from './zoom-range';

const look = { owner: 'a', label: 'a', color: 0, marker: null, style: 'solid', places: null, band: null } as const;
const prepared = (options = {}) =>
  prepareSeries([{ ...look, id: 'a', isThinned: false, steps: [0, 50, 100], values: [1, 10, 100] }], options);
const frame = plotFrame(400, 200);

describe('Places and pixels', () => {
  it.each(['linear', 'log'] as const)('lead back to one another on a %s axis', (xScale) => {
    const one = prepared({ xScale });
    for (const x of [0, 1, 37, 100]) expect(pixelToX(one, frame)(xToPixel(one, frame)(x))).toBeCloseTo(x, 9);
    expect([xToPixel(one, frame)(0), xToPixel(one, frame)(100)]).toEqual([frame.left, frame.right]);
  });

  it('hold a pointer beside the lines to their ends', () => {
    expect(pixelToX(prepared(), frame)(-50)).toBe(0);
    expect(pixelToX(prepared(), frame)(9999)).toBe(100);
  });

  it('put powers of ten at equal distances on a logarithmic scale', () => {
    const toY = yToPixel(prepared({ scale: 'log' }), frame);
    expect(toY(1) - toY(10)).toBeCloseTo(toY(10) - toY(100), 9);
  });
});

describe('Zooming', () => {
  it('takes what was dragged over in either direction, and nothing for a click', () => {
    expect(rangeBetween(prepared(), 80, 20)).toEqual([20, 80]);
    expect(rangeBetween(prepared(), 20, 20.1)).toBeNull();
    expect(rangeBetween(prepared(), -40, 30)).toEqual([0, 30]);
  });

  it('halves around a place, and shows all when there is no more', () => {
    expect(zoomAround(prepared(), 50, 0.5, [0, 100])).toEqual([25, 75]);
    expect(zoomAround(prepared({ zoom: [25, 75] }), 50, 2, [0, 100])).toBeNull();
  });
});
