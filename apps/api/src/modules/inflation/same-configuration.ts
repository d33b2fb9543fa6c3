import type { ExperimentRow, FeatureSetRow } from '@voxboard/db';
import { canonicalJson, RecipeSchema } from '@voxboard/domain';

/** Whether two experiments differ by their protocol alone. Features may differ by augmented rows, which `study` needs. */
export function isSameConfiguration(a: ExperimentRow, b: ExperimentRow): boolean {
  return (
    a.task === b.task &&
    a.architectureId === b.architectureId &&
    canonicalJson(a.hyperparameters ?? {}) === canonicalJson(b.hyperparameters ?? {})
  );
}

/** Whether two feature sets describe plain clips alike: the same recipe but for its name and its augmented rows. */
export function describesAlike(a: Pick<FeatureSetRow, 'recipe'>, b: Pick<FeatureSetRow, 'recipe'>): boolean {
  return plainRecipe(a.recipe) === plainRecipe(b.recipe);
}

export function plainRecipe(stored: unknown): string {
  const { name: _name, rows: _rows, ...rest } = RecipeSchema.parse(stored);
  return canonicalJson(rest);
}
