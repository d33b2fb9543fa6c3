import { describe, expect, it } from 'vitest';
import { describeProgress } from './feature-set-progress';

const SET = {
  status: 'RUNNING' as const,
  clipsDone: 40,
  clipsTotal: 1440,
  clipsCached: 0,
  clipsPerSec: 35.2,
  secondsLeft: 39.8,
};

describe('The progress of a computation', () => {
  it('says how far, how fast and how long still', () => {
    expect(describeProgress(SET)).toBe('40 of 1,440 clips · 35 clips/s · 40 s left');
    expect(describeProgress({ ...SET, clipsCached: 12 })).toContain('12 had been computed before');
  });

  it('promises nothing that is not known', () => {
    expect(describeProgress({ ...SET, clipsPerSec: null, secondsLeft: null })).toBe('40 of 1,440 clips');
    expect(describeProgress({ ...SET, status: 'QUEUED' })).toBe('Waits for a worker · 1,440 clips');
    expect(describeProgress({ ...SET, clipsDone: 1440, secondsLeft: 0 })).toContain('writing the matrix');
  });
});
