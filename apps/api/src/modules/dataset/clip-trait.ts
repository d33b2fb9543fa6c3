import type { ClipRow } from '@voxboard/db';
import { registerEnumType } from 'type-graphql';

/** What clips can be told apart by. */
export const ClipTraitEnum = {
  EMOTION: 'EMOTION',
  GENDER: 'GENDER',
  INTENSITY: 'INTENSITY',
  SPEAKER: 'SPEAKER',
} as const;
export type ClipTrait = keyof typeof ClipTraitEnum;

registerEnumType(ClipTraitEnum, {
  name: 'ClipTrait',
  description: 'What clips can be told apart by.',
  valuesConfig: {
    EMOTION: { description: 'The emotion acted.' },
    GENDER: { description: "The speaker's gender." },
    INTENSITY: { description: 'The emotional intensity.' },
    SPEAKER: { description: 'Who speaks.' },
  },
});

const FIELDS = { EMOTION: 'emotion', GENDER: 'gender', INTENSITY: 'intensity', SPEAKER: 'speaker' } as const;

/** null where the corpus does not say. */
export function labelOfTrait(
  clip: Pick<ClipRow, 'emotion' | 'gender' | 'intensity' | 'speaker'>,
  trait: ClipTrait,
): string | null {
  return clip[FIELDS[trait]];
}
