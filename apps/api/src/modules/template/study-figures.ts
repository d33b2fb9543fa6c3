import type { PublishedFigureContent } from '@voxboard/db';
import type { ArchitecturePreset } from '@voxboard/domain';

type StudyPreset = Extract<
  ArchitecturePreset,
  'emotion-raw' | 'emotion-features' | 'emotion-hybrid' | 'gender-raw' | 'gender-features'
>;

const SOURCE = 'The source study’s notebook, on RAVDESS speech';

interface StudyResult {
  readonly task: 'EMOTION' | 'GENDER';
  readonly accuracy: number;
  readonly clipCount: number | null;
  readonly split: string;
  readonly note: string;
}

/** What the study measured, each on one random test part of the voices that it trained on. */
const RESULTS: Readonly<Record<StudyPreset, StudyResult>> = {
  'emotion-raw': {
    task: 'EMOTION',
    accuracy: 0.331,
    clipCount: 275,
    split: '1,100 clips for training, 275 for testing, at random (seed 42); validated on the test part',
    note: '275 clips: ± 5.5 points at 95 %. Five stereo files were left out.',
  },
  'emotion-features': {
    task: 'EMOTION',
    accuracy: 0.721,
    clipCount: null,
    split: '4,320 rows, augmented before they were split: 3,240 for training, 1,080 for testing (seed 0)',
    note: 'Altered copies of tested clips were trained on.',
  },
  'emotion-hybrid': {
    task: 'EMOTION',
    accuracy: 0.876,
    clipCount: null,
    split: '30 % of the rows for testing, augmented before they were split',
    note: 'Not an emotion accuracy: its labels were cut from the wrong part of the file path.',
  },
  'gender-raw': {
    task: 'GENDER',
    accuracy: 0.895,
    clipCount: 275,
    split: '1,100 clips for training, 275 for testing, at random (seed 42); validated on the test part',
    note: 'The same 24 voices were trained on and tested.',
  },
  'gender-features': {
    task: 'GENDER',
    accuracy: 0.976,
    clipCount: null,
    split: '3,105 rows for training, 1,035 for testing, augmented before they were split',
    note: 'Altered copies of tested clips were trained on.',
  },
};

/** The study's result with a preset, to stand beside ours. */
export function studyFigure(preset: StudyPreset): PublishedFigureContent {
  const { task, accuracy, clipCount, split, note } = RESULTS[preset];
  return {
    task,
    title: `${preset}, as the study ran it`,
    source: SOURCE,
    url: null,
    protocolName: 'study',
    protocolNote: split,
    uar: null,
    accuracy,
    macroF1: null,
    speakerCount: 24,
    clipCount,
    note,
  };
}
