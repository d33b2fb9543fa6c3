import type { SpeakerCounts } from '../intervals/speaker-counts.js';
import { pooledCounts } from '../intervals/speaker-counts.js';

/** Expected counts of guessing every class equally often, on the same clips as `counts`. */
export function chanceCounts(counts: SpeakerCounts): SpeakerCounts {
  const share = 1 / counts.classCount;
  return answered(counts, () => share);
}

/** Counts of always answering the most frequent class of these clips (the first of equals). */
export function majorityCounts(counts: SpeakerCounts): SpeakerCounts {
  const { classCount } = counts;
  const pooled = pooledCounts(counts);
  let majority = 0;
  for (let k = 1; k < classCount; k++) if (pooled[classCount + k] > pooled[classCount + majority]) majority = k;
  return answered(counts, (k) => (k === majority ? 1 : 0));
}

/** What a model would count that answers class k with a fixed probability, whatever it hears. */
function answered(counts: SpeakerCounts, probabilityOf: (k: number) => number): SpeakerCounts {
  const { classCount: n, speakers } = counts;
  const width = 3 * n;
  const expected = new Float64Array(counts.counts.length);
  for (let s = 0; s < speakers.length; s++) {
    let rows = 0;
    for (let k = 0; k < n; k++) rows += counts.counts[s * width + n + k];
    for (let k = 0; k < n; k++) {
      const actual = counts.counts[s * width + n + k];
      expected[s * width + k] = actual * probabilityOf(k);
      expected[s * width + n + k] = actual;
      expected[s * width + 2 * n + k] = rows * probabilityOf(k);
    }
  }
  return { speakers, classCount: n, counts: expected };
}
