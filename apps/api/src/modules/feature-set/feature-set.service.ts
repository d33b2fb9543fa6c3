import { aggregatedColumnNames } from '@voxboard/audio-dsp';
import { FeatureSetRepository, type FeatureSetRow, hashOf } from '@voxboard/db';
import {
  DomainError,
  findRecipePreset,
  InvalidInputError,
  RECIPE_PRESETS,
  type Recipe,
  RecipeSchema,
} from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import type { ComputeFeatureSetInput } from './feature-set.input.js';

const CanceledSchema = z.object({ featureSetId: z.string() });
const ReplySchema = z.object({ featureSetId: z.string(), wasCached: z.boolean() });

export class FeatureSetService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly now: Clock,
  ) {}

  /** @throws NotFoundError · InvalidInputError when it has ended */
  async cancel(id: string, key: string | null): Promise<FeatureSetRow> {
    const featureSetId = requireUuid('Feature set', id);
    await this.idempotency.once(
      { key, operation: 'cancelFeatureSet', input: { featureSetId } },
      CanceledSchema,
      async (tx) => {
        await new FeatureSetRepository(tx).cancel(featureSetId, this.now());
        return { featureSetId };
      },
    );
    const [row] = await this.readers.featureSet.byIds([featureSetId]);
    return required(row, 'Feature set', featureSetId);
  }

  /** @throws InvalidInputError, NotFoundError when there is no such dataset version */
  async compute(input: ComputeFeatureSetInput): Promise<{ featureSet: FeatureSetRow; wasCached: boolean }> {
    const recipe = recipeOf(input);
    const versionId = requireUuid('Dataset version', input.datasetVersionId);
    const recipeHash = hashOf(recipe);
    const { featureSetId, wasCached } = await this.idempotency.once(
      { key: input.idempotencyKey, operation: 'computeFeatureSet', input: { versionId, recipeHash } },
      ReplySchema,
      async (tx) => {
        const made = await new FeatureSetRepository(tx).ensure(versionId, recipe, recipeHash);
        return { featureSetId: made.featureSet.id, wasCached: made.wasCached };
      },
    );
    const [row] = await this.readers.featureSet.byIds([featureSetId]);
    return { featureSet: required(row, 'Feature set', featureSetId), wasCached };
  }
}

function recipeOf({ preset, recipe }: ComputeFeatureSetInput): Recipe {
  if ((preset == null) === (recipe == null)) {
    throw new InvalidInputError('Give either "preset", the name of a recipe, or "recipe", a whole one.', {
      path: ['preset'],
    });
  }
  if (preset == null) return requireComputable(parseInput(RecipeSchema, recipe, ['recipe']));
  const found = findRecipePreset(preset);
  if (found) return found;
  const names = RECIPE_PRESETS.map(({ name }) => name).join(', ');
  throw new InvalidInputError(`There is no recipe "${preset.slice(0, 100)}". Choose one of: ${names}.`, {
    path: ['preset'],
  });
}

/** A recipe whose parts contradict each other is refused here, not after a wait for a worker. */
function requireComputable(recipe: Recipe): Recipe {
  try {
    aggregatedColumnNames(recipe);
    return recipe;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new InvalidInputError(error.message, { path: ['recipe'] });
  }
}
