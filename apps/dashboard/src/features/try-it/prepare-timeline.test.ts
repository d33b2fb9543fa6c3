import { describe, expect, it } from 'vitest';
import { isWav, mixedDown } from './decode-file';
import { prepareTimeline, ranked } from './prepare-timeline';

const window = (startSec: number, endSec: number, probabilities: number[] | null) => ({
  startSec,
  endSec,
  probabilities,
});

describe('prepareTimeline', () => {
  it('covers the recording without a gap, each moment once', () => {
    const rows = prepareTimeline(
      ['a', 'b'],
      [window(0, 2, [0.2, 0.8]), window(1, 3, [0.6, 0.4]), window(2, 4, [0.5, 0.5])],
      4,
    );
    expect(rows.map(({ label }) => label)).toEqual(['a', 'b']);
    const cells = rows[0]?.cells ?? [];
    expect(cells.map(({ start, width }) => [start, width])).toEqual([
      [0, 0.375],
      [0.375, 0.25],
      [0.625, 0.375],
    ]);
    expect(cells.map(({ isBest }) => isBest)).toEqual([false, true, true]);
  });

  it('leaves silence empty, and draws one window over everything', () => {
    expect(prepareTimeline(['a'], [window(0, 1, null)], 1)[0]?.cells).toEqual([
      { start: 0, width: 1, probability: null, isBest: false },
    ]);
    expect(prepareTimeline(['a'], [], 0)[0]?.cells).toEqual([]);
  });

  it('ranks the likeliest first', () => {
    expect(ranked(['a', 'b', 'c'], [0.2, 0.7, 0.1]).map(({ label }) => label)).toEqual(['b', 'a', 'c']);
  });
});

describe('files', () => {
  it('are known as WAV by their bytes, and mixed down by the mean', () => {
    expect(isWav(new TextEncoder().encode('RIFF....WAVEfmt '))).toBe(true);
    expect(isWav(new TextEncoder().encode('RIFF....AVI '))).toBe(false);
    expect(Array.from(mixedDown([Float32Array.of(1, 0), Float32Array.of(0, 0.5)], 2))).toEqual([0.5, 0.25]);
  });
});
