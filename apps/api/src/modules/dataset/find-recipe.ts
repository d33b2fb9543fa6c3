import { findRecipePreset, NotFoundError, type Recipe, RecipeSchema } from '@voxboard/domain';
import type { Readers } from '../../readers.js';
import { asUuid } from '../shared/parse-input.js';

/** The recipe that a preset's name or a feature set's id stands for. @throws NotFoundError */
export async function findRecipe(readers: Pick<Readers, 'featureSet'>, source: string): Promise<Recipe> {
  const id = asUuid(source);
  const [set] = id === null ? [null] : await readers.featureSet.byIds([id]);
  if (set) return RecipeSchema.parse(set.recipe);
  const preset = findRecipePreset(source);
  if (preset) return preset;
  throw new NotFoundError('Recipe', source.slice(0, 100));
}
