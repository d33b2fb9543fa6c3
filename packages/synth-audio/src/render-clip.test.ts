import type { Emotion, Gender } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { type ClipPlan, planCorpus } from './corpus-plan.js';
import { renderClip } from './render-clip.js';

const RATE_HZ = 48_000;
const plans = planCorpus({ seed: 11, speakerCount: 8, clipsPerSpeaker: 24 });
const sounds = new Map<ClipPlan, Float32Array>();
const soundOf = (plan: ClipPlan): Float32Array => {
  const known = sounds.get(plan) ?? renderClip(plan);
  sounds.set(plan, known);
  return known;
};
const where = (emotion: Emotion, gender?: Gender) =>
  plans.filter((plan) => plan.labels.emotion === emotion && (gender === undefined || plan.labels.gender === gender));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const levelDb = (samples: Float32Array) => 10 * Math.log10(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

/** Fundamental frequency of the loudest 50 ms by autocorrelation. */
function pitchHz(samples: Float32Array): number {
  const size = 2400;
  let best = samples.subarray(0, size);
  for (let at = 0; at + size <= samples.length; at += size / 2) {
    const frame = samples.subarray(at, at + size);
    if (levelDb(frame) > levelDb(best)) best = frame;
  }
  const similarity = (lag: number) => {
    let sum = 0;
    for (let n = 0; n + lag < size; n++) sum += best[n]! * best[n + lag]!;
    return sum;
  };
  let bestLag = RATE_HZ / 500;
  for (let lag = RATE_HZ / 500; lag < RATE_HZ / 70; lag++) if (similarity(lag) > similarity(bestLag)) bestLag = lag;
  return RATE_HZ / bestLag;
}

describe('renderClip', () => {
  it('gives equal samples for equal plans and other samples for another seed or repetition', () => {
    const plan = plans[0]!;
    const bytes = (changes: Partial<ClipPlan['recording']>) =>
      Buffer.from(renderClip({ ...plan, recording: { ...plan.recording, ...changes } }).buffer);
    expect(bytes({}).equals(bytes({}))).toBe(true);
    expect(bytes({}).equals(bytes({ repetition: 7 }))).toBe(false);
    expect(bytes({}).equals(bytes({ seed: 12 }))).toBe(false);
  });

  it('makes clips of 2.8 to 6 s without overload, quiet before 0.6 s and after the speech', () => {
    for (const plan of plans.filter((_, index) => index % 4 === 0)) {
      const samples = soundOf(plan);
      const seconds = samples.length / RATE_HZ;
      expect(seconds).toBeGreaterThan(2.8);
      expect(seconds).toBeLessThan(6);
      expect(samples.every((x) => Math.abs(x) <= 1)).toBe(true);
      const before = levelDb(samples.subarray(0, 0.58 * RATE_HZ));
      const after = levelDb(samples.subarray(samples.length - 0.5 * RATE_HZ));
      expect(before).toBeLessThan(-60);
      expect(after).toBeLessThan(-60);
      expect(levelDb(samples)).toBeGreaterThan(before + 6);
    }
  });

  it('gives women higher voices than men', () => {
    const pitch = (gender: Gender) => mean(where('neutral', gender).map((plan) => pitchHz(soundOf(plan))));
    expect(pitch('male')).toBeGreaterThan(85);
    expect(pitch('male')).toBeLessThan(160);
    expect(pitch('female')).toBeGreaterThan(170);
    expect(pitch('female')).toBeLessThan(290);
  });

  it('expresses emotions in loudness, pitch and tempo', () => {
    const level = (emotion: Emotion) => mean(where(emotion).map((plan) => levelDb(soundOf(plan))));
    const pitch = (emotion: Emotion) => mean(where(emotion).map((plan) => pitchHz(soundOf(plan))));
    const length = (emotion: Emotion) => mean(where(emotion).map((plan) => soundOf(plan).length / RATE_HZ));
    expect(level('angry')).toBeGreaterThan(level('calm') + 8);
    expect(pitch('fearful')).toBeGreaterThan(pitch('sad') * 1.15);
    expect(length('disgust')).toBeGreaterThan(length('surprised') + 0.2);
  });

  it('makes a strong portrayal louder than a normal one', () => {
    const level = (intensity: string) =>
      mean(
        where('angry')
          .filter((plan) => plan.labels.intensity === intensity)
          .map((plan) => levelDb(soundOf(plan))),
      );
    expect(level('strong')).toBeGreaterThan(level('normal') + 4);
  });
});
