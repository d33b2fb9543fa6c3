import { Rng } from '@voxboard/domain';
import { type BoardEntry, type SpeakerCounts, speakerCounts } from '@voxboard/evaluation';

const SPEAKERS = 24;
const CLIPS_PER_SPEAKER = 60;
const CLASSES = 8;

/** 1,440 predictions of 24 speakers and 8 classes, of which about `skill` hit. */
export function simulatedCounts(skill: number, seed: number): SpeakerCounts {
  const rng = new Rng(seed);
  const actual: number[] = [];
  const predicted: number[] = [];
  const speakers: string[] = [];
  for (let speaker = 0; speaker < SPEAKERS; speaker++) {
    const chance = skill + 0.1 * rng.normal();
    for (let clip = 0; clip < CLIPS_PER_SPEAKER; clip++) {
      const label = clip % CLASSES;
      actual.push(label);
      predicted.push(rng.uniform() < chance ? label : rng.below(CLASSES));
      speakers.push(`voice ${String(speaker).padStart(2, '0')}`);
    }
  }
  return speakerCounts({ actual, predicted, speakers, classCount: CLASSES });
}

/** Board entries as a database would hand them over: scores of ordinary spread, every influence vector its own. */
export function simulatedEntries(count: number, seed: number): BoardEntry[] {
  const rng = new Rng(seed);
  const speakers = Array.from({ length: SPEAKERS }, (_, s) => `voice ${String(s).padStart(2, '0')}`);
  const common = speakers.map(() => 0.004 * rng.normal());
  return Array.from({ length: count }, (_, i) => {
    const raw = common.map((shared) => shared + 0.002 * rng.normal());
    const mean = raw.reduce((sum, value) => sum + value, 0) / SPEAKERS;
    const score = 0.5 + 0.08 * rng.normal();
    const influence = raw.map((value) => value - mean);
    return { id: `entry ${i}`, score, lower: score - 0.05, upper: score + 0.05, level: 0.95, speakers, influence };
  });
}
