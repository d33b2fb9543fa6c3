import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { findRecipePreset, RECIPE_PRESETS, RecipeSchema, STUDY_162 } from './recipe.js';

test('every preset survives a trip through JSON unchanged, so that its hash is stable', () => {
  for (const recipe of RECIPE_PRESETS) {
    expect(canonicalJson(RecipeSchema.parse(JSON.parse(JSON.stringify(recipe))))).toBe(canonicalJson(recipe));
  }
});

test('preset names are unique and findable', () => {
  expect(new Set(RECIPE_PRESETS.map((recipe) => recipe.name)).size).toBe(RECIPE_PRESETS.length);
  expect(findRecipePreset('study-162')).toBe(STUDY_162);
  expect(findRecipePreset('nothing')).toBeNull();
});

test('a recipe whose first row is augmented is refused: nothing would be left to test on', () => {
  const rows = [{ name: 'noise', steps: [{ kind: 'noise', rate: 0.01 }] }];
  expect(RecipeSchema.safeParse({ ...STUDY_162, rows }).success).toBe(false);
});
