import { describe, expect, it } from 'vitest';
import { frequencyTicks, readSound, readWhole, spectrogramPixels, waveformPath } from './prepare-sound';
import { NoSoundPictureError, problemOf, toSound } from './to-sound';

const PICTURE = {
  sampleRateHz: 16_000,
  durationSec: 2,
  minima: [-0.5, -0.1, null],
  maxima: [0.25, 0.1, null],
  spectrogram: {
    frameCount: 2,
    rowCount: 3,
    secPerFrame: 1,
    minHz: 100,
    maxHz: 1600,
    maxDb: 10,
    rangeDb: 80,
    levels: btoa(String.fromCharCode(0, 200, 10, 0, 0, 0)),
  },
};

describe('A sound', () => {
  it('is read from what the server sends, and nothing else is taken', () => {
    const sound = toSound(PICTURE);
    expect([...sound.levels]).toEqual([0, 200, 10, 0, 0, 0]);
    expect(sound.minima[2], 'a part without a sample').toBe(0);
    expect(() => toSound({ ...PICTURE, durationSec: 'long' })).toThrow(NoSoundPictureError);
    expect(() => toSound({ error: 'The stored file is missing.' })).toThrow(NoSoundPictureError);
    expect([problemOf({ error: 'The stored file is missing.' }), problemOf([])]).toEqual([
      'The stored file is missing.',
      null,
    ]);
  });

  it('is drawn with its loudest sample at the edge', () => {
    const path = waveformPath({ minima: [-0.5, -0.1], maxima: [0.25, 0.1] });
    expect(path).toBe('M0,0.500L1,0.800L1,1.200L0,2.000Z');
    expect(waveformPath({ minima: [], maxima: [] })).toBe('');
    expect(waveformPath({ minima: [0], maxima: [0] })).toContain('1.000');
  });

  it('has high frequencies on top and a colour for each level', () => {
    const colours = new Uint8ClampedArray(256 * 4).map((_, i) => (i % 4 === 3 ? 255 : Math.floor(i / 4)));
    const pixels = spectrogramPixels(toSound(PICTURE), colours);
    const red = (x: number, y: number) => pixels[4 * (y * 2 + x)];
    expect([red(0, 0), red(0, 1), red(0, 2), red(1, 1)]).toEqual([10, 200, 0, 0]);
  });

  it('can be read off at any time: how loud, and at which frequency', () => {
    const sound = toSound(PICTURE);
    expect(readSound(sound, 0).loudestHz).toBeCloseTo(400, 6);
    expect(readSound(sound, 0).peakDbfs).toBeCloseTo(-6.02, 2);
    expect(readSound(sound, 2)).toEqual({ seconds: 2, peakDbfs: null, loudestHz: null });
    expect(readWhole(sound, 4).map(({ seconds }) => seconds)).toEqual([0.25, 0.75, 1.25, 1.75]);
  });

  it('has ticks at round frequencies within its range', () => {
    expect(frequencyTicks(50, 8000).map(({ label }) => label)).toEqual(['100', '200', '500', '1k', '2k', '5k']);
    expect(frequencyTicks(100, 1600).find(({ label }) => label === '200')?.at).toBeCloseTo(0.25, 10);
  });
});
