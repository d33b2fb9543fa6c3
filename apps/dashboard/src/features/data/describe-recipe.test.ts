import { RECIPE_PRESETS, STUDY_162 } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { describeRecipe } from './describe-recipe';

describe('A recipe in words', () => {
  it('says what is read, done to it, and what comes of it', () => {
    const lines = describeRecipe(STUDY_162) ?? [];
    expect(lines[0]).toEqual({ name: 'Reads', text: 'the clip from 0.6 s, 2.5 s of it, at 22.05 kHz' });
    expect(lines.map(({ text }) => text)).toContain(
      'stretch-pitch: stretch time (rate 0.8), then shift the pitch by 0.7 semitones',
    );
    expect(lines.at(-1)?.text).toBe('3 rows a clip: the mean over time of each feature');
  });

  it('leaves out nothing of any preset, and is none for what is no recipe', () => {
    for (const recipe of RECIPE_PRESETS) {
      const text = JSON.stringify(describeRecipe(recipe));
      expect(text, recipe.name).not.toMatch(/undefined|NaN|null/);
    }
    expect(describeRecipe({ name: 'x' })).toBeNull();
  });
});
