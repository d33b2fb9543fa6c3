import { readFile } from 'node:fs/promises';
import { DomainError, findRecipePreset, RECIPE_PRESETS, type Recipe, RecipeSchema } from '@voxboard/domain';
import { InvalidArgumentError } from 'commander';
import { z } from 'zod';

/** Thrown when a recipe file is no JSON or describes no recipe. */
export class InvalidRecipeFileError extends DomainError {
  readonly code = 'INVALID_RECIPE_FILE';
}

export function presetNames(): string {
  return RECIPE_PRESETS.map(({ name }) => name).join(', ');
}

/** Checks an option's text: the name of a preset, or the path of a `.json` file, which is read when it is needed. */
export function recipeReference(text: string): string {
  if (findRecipePreset(text) === null && !/\.json$/i.test(text)) {
    throw new InvalidArgumentError(`There is no such recipe. Use one of ${presetNames()}, or a .json file.`);
  }
  return text;
}

/**
 * The recipe of a name or file that `recipeReference` let through.
 * @throws InvalidRecipeFileError, and what the file system throws
 */
export async function loadRecipe(reference: string): Promise<Recipe> {
  const preset = findRecipePreset(reference);
  if (preset !== null) return preset;
  const text = await readFile(reference, 'utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidRecipeFileError(`${reference} is no JSON: ${why}. Correct it there.`, { cause });
  }
  const recipe = RecipeSchema.safeParse(content);
  if (recipe.success) return recipe.data;
  throw new InvalidRecipeFileError(
    `${reference} describes no recipe:\n${z.prettifyError(recipe.error)}\ndocs/audio.md describes the format.`,
    { cause: recipe.error },
  );
}
