import type { SpeakerCountRow } from '@voxboard/db';
import type { SpeakerCounts } from '@voxboard/evaluation';

/** Counts by (speaker, actual, predicted) as the evaluation package takes them: hits, rows and answers per class. */
export function toSpeakerCounts(rows: readonly SpeakerCountRow[], classCount: number): SpeakerCounts {
  const speakers = [...new Set(rows.map((row) => row.speaker))].sort();
  const places = new Map(speakers.map((speaker, place) => [speaker, place]));
  const width = 3 * classCount;
  const counts = new Float64Array(speakers.length * width);
  const add = (index: number, count: number) => {
    counts[index] = (counts[index] ?? 0) + count;
  };
  for (const { speaker, actual, predicted, count } of rows) {
    const offset = (places.get(speaker) ?? 0) * width;
    if (actual === predicted) add(offset + actual, count);
    add(offset + classCount + actual, count);
    add(offset + 2 * classCount + predicted, count);
  }
  return { speakers, classCount, counts };
}
