import type { Emotion, Gender } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import type { ClipPlan } from './clip-plan.js';
import { planCorpus } from './corpus-plan.js';
import { renderClip } from './render-clip.js';

const RATE_HZ = 48_000;
const plans = planCorpus({ seed: 11, speakerCount: 8, clipsPerSpeaker: 16 });
const sounds = new Map<ClipPlan, Float32Array>();
const soundOf = (plan: ClipPlan): Float32Array => {
  const known = sounds.get(plan) ?? renderClip(plan);
  sounds.set(plan, known);
  return known;
};
const where = (emotion: Emotion, gender?: Gender) =>
  plans.filter((plan) => plan.labels.emotion === emotion && (gender === undefined || plan.labels.gender === gender));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function levelDb(samples: Float32Array): number {
  let energy = 0;
  for (const x of samples) energy += x * x;
  return 10 * Math.log10(energy / samples.length);
}

/** Fundamental frequency of the loudest 50 ms by autocorrelation, at a quarter of the rate. */
function pitchHz(samples: Float32Array): number {
  const rateHz = RATE_HZ / 4;
  const size = 600;
  const slow = Float32Array.from({ length: samples.length / 4 }, (_, n) => samples[4 * n]!);
  let loudest = slow.subarray(0, size);
  for (let at = 0; at + size <= slow.length; at += size / 2) {
    const frame = slow.subarray(at, at + size);
    if (levelDb(frame) > levelDb(loudest)) loudest = frame;
  }
  let best = { lag: 0, similarity: Number.NEGATIVE_INFINITY };
  for (let lag = rateHz / 500; lag < rateHz / 70; lag++) {
    let similarity = 0;
    for (let n = 0; n + lag < size; n++) similarity += loudest[n]! * loudest[n + lag]!;
    if (similarity > best.similarity) best = { lag, similarity };
  }
  return rateHz / best.lag;
}

describe('renderClip', { timeout: 30_000 }, () => {
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
      expect(samples.some((x) => !(Math.abs(x) <= 1))).toBe(false);
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
