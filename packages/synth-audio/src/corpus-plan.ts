import { EMOTIONS, type Emotion, InvalidInputError, Rng } from '@voxboard/domain';
import { type ClipName, clipPath } from './clip-name.js';
import type { ClipPlan } from './clip-plan.js';
import { type PlantedLeaks, plantLeaks } from './planted-leaks.js';

export interface CorpusOptions {
  /** Equal seeds give equal bytes, 0 … 2³²−1. */
  readonly seed: number;
  /** 1 … 999; odd numbers are male, even ones female. RAVDESS has 24. */
  readonly speakerCount: number;
  /**
   * 1 … 1,500, the emotions in equal shares as far as they go. RAVDESS, and the default, is 60: every combination
   * twice; beyond that the repetition number goes on counting.
   */
  readonly clipsPerSpeaker?: number;
  /** Leaks put in on purpose, for testing an auditor. */
  readonly plant?: PlantedLeaks;
}

/**
 * Plans a corpus: which clips there are and what each holds, sorted by path.
 * @throws InvalidInputError when a size is out of range or more leaks are asked for than there are pairs of clips.
 */
export function planCorpus(options: CorpusOptions): ClipPlan[] {
  const { seed, speakerCount, clipsPerSpeaker = 60 } = options;
  checkWhole('seed', seed, 0, 0xffffffff);
  checkWhole('speakerCount', speakerCount, 1, 999);
  checkWhole('clipsPerSpeaker', clipsPerSpeaker, 1, 1500);
  const rng = new Rng(seed);
  const plans: ClipPlan[] = [];
  for (let speakerNumber = 1; speakerNumber <= speakerCount; speakerNumber++) {
    for (const name of chooseClips(speakerNumber, clipsPerSpeaker, rng.fork(`clips of ${speakerNumber}`))) {
      plans.push(planClip(name, seed));
    }
  }
  plans.sort((a, b) => (a.path < b.path ? -1 : 1));
  return options.plant === undefined ? plans : plantLeaks(plans, options.plant, rng.fork('leaks'));
}

function planClip(name: ClipName, seed: number): ClipPlan {
  return {
    path: clipPath(name),
    labels: {
      speaker: String(name.speakerNumber).padStart(2, '0'),
      gender: name.speakerNumber % 2 === 1 ? 'male' : 'female',
      emotion: name.emotion,
      intensity: name.intensity,
      statement: `0${name.statement}`,
      repetition: name.repetition,
    },
    recording: { ...name, seed },
    disturbance: null,
    planted: null,
  };
}

/** Takes the emotions in turn, each time the next of its combinations, until there are enough clips. */
function chooseClips(speakerNumber: number, count: number, rng: Rng): ClipName[] {
  const chosen: ClipName[] = [];
  for (let block = 0; chosen.length < count; block++) {
    const queues = EMOTIONS.map((emotion) => rng.shuffle(combinations(speakerNumber, emotion, block)));
    while (chosen.length < count && queues.some((queue) => queue.length > 0)) {
      for (const queue of queues) {
        const name = queue.pop();
        if (name !== undefined && chosen.length < count) chosen.push(name);
      }
    }
  }
  return chosen;
}

function combinations(speakerNumber: number, emotion: Emotion, block: number): ClipName[] {
  const names: ClipName[] = [];
  for (const intensity of emotion === 'neutral' ? (['normal'] as const) : (['normal', 'strong'] as const)) {
    for (const statement of [1, 2] as const) {
      for (const repetition of [2 * block + 1, 2 * block + 2]) {
        names.push({ speakerNumber, emotion, intensity, statement, repetition });
      }
    }
  }
  return names;
}

function checkWhole(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new InvalidInputError(`${name} must be a whole number from ${low} to ${high}, got ${value}.`, { path: [name] });
}
