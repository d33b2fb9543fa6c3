import { Rng } from '@voxboard/domain';
import { describe, expect, test } from 'vitest';
import { melFilterbank } from '../features/mel-filterbank.js';
import { melSpectrogram } from '../features/mel-spectrogram.js';
import { Stft } from '../spectrum/stft.js';
import { tone, voice, white } from '../testing/test-signals.js';
import { voxboardDescriptors } from './descriptors.js';
import { bestPath } from './pitch-path.js';
import { PitchTracker } from './pitch-tracker.js';
import { eightStatistics, meanAndStd, meanMagnitudeOf, percentileOf, skewOf, slopeOf } from './series-statistics.js';
import { statistics803, statistics803Names } from './statistics-803.js';
import { DESCRIPTOR_NAMES, type DescriptorName, descriptorIndex } from './voxboard-setting.js';

const RATE = 16_000;
const HOP = 160;

function harmonicTone(frequencyHz: number, count = 16_000): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let k = 1; k * frequencyHz < 6000; k++) sum += Math.sin((2 * Math.PI * k * frequencyHz * i) / RATE) / k;
    return 0.2 * sum;
  });
}

function analyse(samples: Float32Array | Float64Array) {
  const stft = new Stft({ nFft: 1024, winLength: 512, hopLength: HOP });
  const power = stft.power(samples);
  const bank = melFilterbank({ sampleRateHz: RATE, nFft: 1024, nMels: 64, fMinHz: 50, fMaxHz: 8000 });
  const mel = melSpectrogram(power, bank);
  const logMel = { ...mel, values: mel.values.map((value) => Math.log(value + 1e-7)) };
  const pitch = new PitchTracker(RATE, HOP).track(samples);
  const descriptors = voxboardDescriptors({
    samples,
    sampleRateHz: RATE,
    nFft: 1024,
    hopLength: HOP,
    window: stft.window,
    winLength: 512,
    power,
    logMel,
    pitch,
  });
  const valueAt = (frame: number, name: DescriptorName) => descriptors.values[frame * 22 + descriptorIndex(name)];
  return { logMel, descriptors, valueAt };
}

describe('the pitch tracker', () => {
  const tracker = new PitchTracker(RATE, HOP);

  test.each([75, 110, 220, 330, 550])('finds a harmonic tone of %i Hz, not its octaves', (frequencyHz) => {
    const { frequenciesHz, harmonicity } = tracker.track(harmonicTone(frequencyHz));
    for (let frame = 10; frame < 90; frame++) {
      expect(Math.abs(12 * Math.log2(frequenciesHz[frame] / frequencyHz))).toBeLessThan(0.15);
      expect(harmonicity[frame]).toBeGreaterThan(0.95);
    }
  });

  test('follows a glide', () => {
    const glide = Float32Array.from({ length: 16_000 }, (_, i) => {
      const t = i / RATE;
      const phase = 2 * Math.PI * (120 * t + 60 * t * t);
      return 0.3 * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(3 * phase));
    });
    const { frequenciesHz } = tracker.track(glide);
    for (let frame = 10; frame < 90; frame++) {
      expect(Math.abs(frequenciesHz[frame] / (120 + 1.2 * frame) - 1)).toBeLessThan(0.02);
    }
  });

  test('calls noise and silence unvoiced', () => {
    const noise = tracker.track(white(16_000, 3));
    expect(noise.frequenciesHz.filter((value) => value > 0).length).toBeLessThan(5);
    const silence = tracker.track(new Float32Array(8000));
    expect(silence.frequenciesHz.every((value) => value === 0)).toBe(true);
    expect(silence.harmonicity.every((value) => value === 0)).toBe(true);
  });

  test('gives a frame to one sample and to none', () => {
    expect(tracker.track(Float32Array.of(0.5)).frequenciesHz.length).toBe(1);
    expect(tracker.track(new Float32Array(0)).frequenciesHz.length).toBe(1);
  });
});

describe('the best path', () => {
  /** All transitions, one by one. */
  function bruteForce(scores: Float64Array, frameCount: number, binCount: number): number {
    const jump = (from: number, to: number) => {
      if (from < 0 && to < 0) return 0;
      if (from < 0 || to < 0) return 0.15;
      return Math.min(0.6, 0.03 * Math.abs(from - to));
    };
    const states = [-1, ...Array.from({ length: binCount }, (_, bin) => bin)];
    const scoreOf = (frame: number, state: number) => (state < 0 ? 0.45 : scores[frame * binCount + state]);
    let totals = states.map((state) => scoreOf(0, state));
    for (let frame = 1; frame < frameCount; frame++) {
      totals = states.map(
        (to) => Math.max(...states.map((from, i) => totals[i] - jump(from, to))) + scoreOf(frame, to),
      );
    }
    return Math.max(...totals);
  }

  test('scores as much as the best of all paths, on random scores', () => {
    const rng = new Rng(8);
    for (let round = 0; round < 20; round++) {
      const [frameCount, binCount] = [12, 30];
      const scores = Float64Array.from({ length: frameCount * binCount }, () => rng.uniform() ** 2);
      const path = bestPath(scores, frameCount, binCount);
      let total = 0;
      path.forEach((state, frame) => {
        total += state < 0 ? 0.45 : scores[frame * binCount + state];
        if (frame === 0) return;
        const before = path[frame - 1];
        if (before < 0 !== state < 0) total -= 0.15;
        else if (state >= 0) total -= Math.min(0.6, 0.03 * Math.abs(state - before));
      });
      expect(total).toBeCloseTo(bruteForce(scores, frameCount, binCount), 10);
    }
  });
});

describe('descriptors', () => {
  test('a voiced frame has its pitch in semitones from 150 Hz, silence has none', () => {
    const { valueAt } = analyse(harmonicTone(300));
    expect(valueAt(50, 'voiced')).toBe(1);
    expect(valueAt(50, 'semitones')).toBeCloseTo(12, 0);
    const silent = analyse(new Float32Array(8000));
    expect(silent.valueAt(20, 'voiced')).toBe(0);
    expect(silent.valueAt(20, 'semitones')).toBe(0);
    expect(silent.descriptors.values.every(Number.isFinite)).toBe(true);
  });

  test('the level of a sine of amplitude 0.5 is −9 dB', () => {
    expect(analyse(tone(8000, RATE, 1000)).valueAt(25, 'energyDb')).toBeCloseTo(20 * Math.log10(0.5 / Math.SQRT2), 2);
  });

  test('a high tone has a higher centroid, roll-off, alpha ratio and crossing rate than a low one', () => {
    const [low, high] = [analyse(tone(8000, RATE, 300)), analyse(tone(8000, RATE, 3000))];
    for (const name of ['centroidHz', 'rolloff85Hz', 'rolloff50Hz', 'alphaRatioDb', 'zeroCrossingRate'] as const) {
      expect(high.valueAt(25, name)).toBeGreaterThan(low.valueAt(25, name));
    }
    expect(high.valueAt(25, 'hammarbergDb')).toBeLessThan(low.valueAt(25, 'hammarbergDb'));
    expect(high.valueAt(25, 'rolloff50Hz')).toBeCloseTo(3000, -2);
    expect(high.valueAt(25, 'zeroCrossingRate')).toBeCloseTo(0.375, 1);
  });

  test('noise is flat, changing and without contrast; a harmonic tone is none of it', () => {
    const noise = analyse(white(16_000, 4).map((value) => 0.1 * value));
    const harmonic = analyse(harmonicTone(200));
    expect(noise.valueAt(50, 'logFlatness')).toBeGreaterThan(harmonic.valueAt(50, 'logFlatness'));
    expect(noise.valueAt(50, 'flux')).toBeGreaterThan(harmonic.valueAt(50, 'flux'));
    expect(noise.valueAt(50, 'contrast800')).toBeLessThan(harmonic.valueAt(50, 'contrast800'));
    expect(Math.abs(noise.valueAt(50, 'slope1500To6000'))).toBeLessThan(3);
    expect(harmonic.valueAt(50, 'slope1500To6000')).toBeLessThan(0);
  });
});

describe('statistics of a series', () => {
  const values = Float64Array.of(1, 2, 3, 4, 10);
  const times = Float64Array.of(0, 1, 2, 3, 4);

  test('known values', () => {
    expect(meanAndStd(values)).toEqual({ mean: 4, std: Math.sqrt(10) });
    for (const [percent, expected] of [
      [0, 1],
      [25, 2],
      [50, 3],
      [95, 8.8],
      [100, 10],
    ]) {
      expect(percentileOf(values, percent)).toBeCloseTo(expected, 12);
    }
    expect(slopeOf(times, values)).toBeCloseTo(2, 12);
    expect(skewOf(values)).toBeCloseTo(1.1384, 4);
    expect(meanMagnitudeOf(Float64Array.of(-1, 3))).toBe(2);
    expect(eightStatistics(times, values)).toEqual(
      [4, Math.sqrt(10), 2, 1.2, 3, 8.8, 2, skewOf(values)].map((v) => expect.closeTo(v, 10)),
    );
  });

  test('constants, one value and none are finite', () => {
    for (const count of [0, 1, 4]) {
      const constant = new Float64Array(count).fill(7);
      expect(eightStatistics(constant, constant).every(Number.isFinite)).toBe(true);
      expect(skewOf(constant)).toBe(0);
    }
  });
});

describe('the 803 statistics', () => {
  const names = statistics803Names(64);
  const statisticsOf = (samples: Float32Array | Float64Array) => {
    const { logMel, descriptors } = analyse(samples);
    return statistics803(logMel, descriptors, HOP / RATE);
  };
  const valueIn = (statistics: Float64Array, name: string) => {
    expect(names).toContain(name);
    return statistics[names.indexOf(name)];
  };

  test('are 803, each with a name of its own', () => {
    expect(names.length).toBe(803);
    expect(new Set(names).size).toBe(803);
    expect(statisticsOf(voice(16_000, RATE)).length).toBe(803);
    expect(DESCRIPTOR_NAMES.length).toBe(22);
  });

  test('are finite for silence, noise, a tone, a click and a single sample', () => {
    const click = new Float32Array(5000);
    click[2500] = 1;
    const signals = [new Float32Array(4000), white(9000, 1), tone(3000, RATE, 200), click, Float32Array.of(0.1)];
    for (const samples of signals) expect(statisticsOf(samples).every(Number.isFinite)).toBe(true);
  });

  test('read off what was put in: pitch, glide, voicing and duration', () => {
    const steady = statisticsOf(harmonicTone(150));
    expect(valueIn(steady, 'pitch.mean')).toBeCloseTo(0, 1);
    expect(valueIn(steady, 'pitch.std')).toBeLessThan(0.1);
    expect(valueIn(steady, 'voicing.share')).toBeGreaterThan(0.95);
    expect(valueIn(steady, 'duration.totalSec')).toBeCloseTo(1, 1);
    const octaveUp = statisticsOf(harmonicTone(300));
    expect(valueIn(octaveUp, 'pitch.p50')).toBeCloseTo(12, 0);
    const noise = statisticsOf(white(16_000, 2));
    expect(valueIn(noise, 'voicing.share')).toBeLessThan(0.1);
  });

  test('count bursts as syllables and their pauses as intervals', () => {
    const bursts = harmonicTone(150, 32_000).map((value, i) => (i % 8000 < 4000 ? value : 0.001 * value));
    const statistics = statisticsOf(bursts);
    expect(Math.abs(valueIn(statistics, 'rhythm.meanIntervalSec') - 0.5)).toBeLessThan(0.15);
    expect(valueIn(statistics, 'rhythm.syllablesPerSec')).toBeGreaterThan(2);
    expect(valueIn(statistics, 'duration.activeShare')).toBeCloseTo(0.5, 0);
  });

  test('a louder copy differs in level alone, not in shape or pitch', () => {
    const samples = harmonicTone(150);
    const [soft, loud] = [statisticsOf(samples), statisticsOf(samples.map((value) => 2 * value))];
    expect(valueIn(loud, 'energyDb.mean') - valueIn(soft, 'energyDb.mean')).toBeCloseTo(6.02, 1);
    for (const name of ['pitch.mean', 'centroidHz.mean', 'zeroCrossingRate.mean', 'alphaRatioDb.p50']) {
      expect(valueIn(loud, name)).toBeCloseTo(valueIn(soft, name), 1);
    }
  });
});
