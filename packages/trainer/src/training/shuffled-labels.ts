import { Rng } from '@voxboard/domain';
import type { TrainRequest } from './train-request.js';

/**
 * The request with the labels of its training clips dealt out anew among them, from the run's seed. Clips that are
 * validated or tested keep theirs, also where a leaky split trains on them.
 */
export function withShuffledLabels(request: TrainRequest): TrainRequest {
  const { fold, labels, seed } = request;
  const judged = new Set([...fold.validation, ...fold.test].map(({ clip }) => clip));
  const clips = [...new Set(fold.train.map(({ clip }) => clip))].filter((clip) => !judged.has(clip));
  const dealt = new Rng(seed).fork('shuffled labels').shuffle(clips.map((clip) => labels[clip]));
  const shuffled = Array.from(labels);
  clips.forEach((clip, i) => {
    shuffled[clip] = dealt[i];
  });
  return { ...request, labels: shuffled };
}
