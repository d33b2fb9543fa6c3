import type { PublishedFigureContent } from '@voxboard/db';
import {
  type ArchitecturePreset,
  type HyperparametersInput,
  type Protocol,
  type Recipe,
  STUDY_162,
  STUDY_HYBRID_166,
  STUDY_RAW_144000,
  type Task,
  VOXBOARD_803,
  VOXBOARD_FRAMES_86,
} from '@voxboard/domain';
import { studyFigure } from './study-figures.js';

export interface TemplatePart {
  /** Unique in the template. */
  readonly key: string;
  readonly title: string;
  readonly task: Task;
  readonly preset: ArchitecturePreset;
  /** 1 = the preset's own. */
  readonly width: number;
  readonly recipe: Recipe;
  readonly protocol: Protocol;
  readonly hyperparameters: HyperparametersInput;
  /** Launched unless other parts are chosen: what takes minutes, not hours. */
  readonly isDefault: boolean;
  /** What somebody published of the same thing. */
  readonly published: PublishedFigureContent | null;
}

export interface Template {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly parts: readonly TemplatePart[];
}

interface StudyPreset {
  readonly preset: Parameters<typeof studyFigure>[0];
  readonly task: Task;
  readonly recipe: Recipe;
  /** As the study split it. */
  readonly study: Omit<Protocol, 'name'>;
  readonly isCheap: boolean;
}

const STUDY_PRESETS: readonly StudyPreset[] = [
  { preset: 'gender-features', task: 'GENDER', recipe: STUDY_162, study: { testFraction: 0.25 }, isCheap: true },
  { preset: 'emotion-features', task: 'EMOTION', recipe: STUDY_162, study: { testFraction: 0.25 }, isCheap: false },
  { preset: 'emotion-raw', task: 'EMOTION', recipe: STUDY_RAW_144000, study: { testFraction: 0.2 }, isCheap: false },
  { preset: 'gender-raw', task: 'GENDER', recipe: STUDY_RAW_144000, study: { testFraction: 0.2 }, isCheap: false },
  {
    preset: 'emotion-hybrid',
    task: 'EMOTION',
    recipe: STUDY_HYBRID_166,
    study: { testFraction: 0.3, validationFraction: 0.2 },
    isCheap: false,
  },
];
/** The study's emotion network at an eighth of its width: the same mistake shows, in minutes. */
const NARROW_WIDTH = 0.125;

function studyParts({ preset, task, recipe, study, isCheap }: StudyPreset, width = 1): TemplatePart[] {
  const name = width === 1 ? preset : `${preset} at width 1/${1 / width}`;
  const common = { task, preset, width, recipe, hyperparameters: {} };
  const key = width === 1 ? preset : `${preset}-narrow`;
  const published = width === 1 ? studyFigure(preset) : null;
  return [
    {
      ...common,
      key: `${key}/study`,
      title: `${name}, split as the study did`,
      protocol: { name: 'study', ...study },
      isDefault: isCheap,
      published,
    },
    {
      ...common,
      key: `${key}/by-clip`,
      title: `${name}, on new recordings of known voices`,
      protocol: { name: 'by-clip' },
      isDefault: false,
      published: null,
    },
    {
      ...common,
      key: `${key}/by-speaker`,
      title: `${name}, on voices never heard`,
      protocol: { name: 'by-speaker' },
      isDefault: isCheap,
      published: null,
    },
  ];
}

const NARROW = STUDY_PRESETS.filter(({ preset }) => preset === 'emotion-features').flatMap((preset) =>
  studyParts({ ...preset, isCheap: true }, NARROW_WIDTH),
);

const BY_SPEAKER: Protocol = { name: 'by-speaker' };

function baselineParts(task: Task, isDefault: boolean): TemplatePart[] {
  const name = task === 'EMOTION' ? 'emotion' : 'gender';
  const common = { task, width: 1, protocol: BY_SPEAKER, isDefault, published: null };
  return [
    {
      ...common,
      key: `${name}/linear`,
      title: `Linear model, ${name}`,
      preset: 'lda',
      recipe: VOXBOARD_803,
      hyperparameters: {},
    },
    {
      ...common,
      key: `${name}/shuffled`,
      title: `Linear model on shuffled labels, ${name}`,
      preset: 'lda',
      recipe: VOXBOARD_803,
      hyperparameters: { shuffleLabels: true },
    },
    {
      ...common,
      key: `${name}/cnn22`,
      title: `cnn22, ${name}`,
      preset: 'cnn22',
      recipe: VOXBOARD_FRAMES_86,
      hyperparameters: {},
    },
  ];
}

export const TEMPLATES: readonly Template[] = [
  {
    key: 'reproduce-study',
    title: 'Reproduce the study',
    description:
      'The study’s five networks, each split as the study did and then honestly, with the study’s own figures beside them: shows how much of them was the split.',
    parts: [
      ...STUDY_PRESETS.slice(0, 1).flatMap((one) => studyParts(one)),
      ...NARROW,
      ...STUDY_PRESETS.slice(1).flatMap((one) => studyParts(one)),
    ],
  },
  {
    key: 'honest-baseline',
    title: 'Honest baseline',
    description:
      'A linear model, the same on shuffled labels, and a small network, on voices never heard: what any new model has to beat.',
    parts: [...baselineParts('EMOTION', true), ...baselineParts('GENDER', false)],
  },
];

export function findTemplate(key: string): Template | null {
  return TEMPLATES.find((template) => template.key === key) ?? null;
}
