import { clipSeedOf, drawRows } from '@voxboard/audio-dsp';
import type { ClipRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { asUuid } from '../shared/parse-input.js';
import { Clip } from './clip.type.js';
import { ClipRecipeView } from './clip-row.type.js';
import { DatasetVersion } from './dataset.type.js';
import { findRecipe } from './find-recipe.js';

@Resolver(() => Clip)
export class ClipResolver {
  @Access('VIEWER')
  @Query(() => Clip, { nullable: true, description: 'The clip with this id; null when there is none.' })
  clip(@Arg('id', () => ID, { description: "The clip's id." }) id: string, @Ctx() { loaders }: ApiContext) {
    return loaders.clip.load(id);
  }

  @FieldResolver(() => String, { description: 'Path on this server of the recording; supports range requests.' })
  audioUrl(@Root() clip: ClipRow): string {
    return `/audio/${clip.id}`;
  }

  @FieldResolver(() => String, { description: 'Path on this server of its waveform and spectrogram, JSON.' })
  pictureUrl(@Root() clip: ClipRow): string {
    return `/clips/${clip.id}/picture.json`;
  }

  @FieldResolver(() => DatasetVersion, { description: 'The version it belongs to.' })
  datasetVersion(@Root() clip: ClipRow, @Ctx() { loaders }: ApiContext) {
    return loaders.datasetVersion.load(clip.datasetVersionId);
  }

  @FieldResolver(() => Clip, { nullable: true, description: 'The clip before it in the version; null for the first.' })
  previous(@Root() { datasetVersionId, position }: ClipRow, @Ctx() { loaders }: ApiContext) {
    return loaders.clipAt.load({ versionId: datasetVersionId, position: position - 1 });
  }

  @FieldResolver(() => Clip, { nullable: true, description: 'The clip after it in the version; null for the last.' })
  next(@Root() { datasetVersionId, position }: ClipRow, @Ctx() { loaders }: ApiContext) {
    return loaders.clipAt.load({ versionId: datasetVersionId, position: position + 1 });
  }

  @FieldResolver(() => ClipRecipeView, {
    description: 'What a recipe makes of it, row by row, with the parameters drawn: to be heard and seen.',
  })
  async recipe(
    @Root() clip: ClipRow,
    @Arg('source', () => String, { description: "A preset's name or a feature set's id." }) source: string,
    @Ctx() { readers, visibility }: ApiContext,
  ): Promise<ClipRecipeView> {
    if (asUuid(source) !== null) await visibility.requireId('Recipe', source);
    const recipe = await findRecipe(readers, source);
    const at = (row: number, file: string) =>
      `/clips/${clip.id}/rows/${encodeURIComponent(source.toLowerCase())}/${row}/${file}`;
    return {
      recipeName: recipe.name,
      recipe,
      sampleRateHz: recipe.sampleRateHz,
      rows: drawRows(recipe, clipSeedOf(clip.sha256)).map(({ name, augmentations }, row) => ({
        row,
        name,
        augmentations: augmentations.map(({ kind, ...parameters }) => ({ kind, parameters })),
        audioUrl: at(row, 'sound.wav'),
        pictureUrl: at(row, 'picture.json'),
      })),
    };
  }
}
