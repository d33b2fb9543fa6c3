import type { DatasetRow, DatasetVersionRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { ListSizeSchema } from '../shared/list-size.js';
import { parseInput } from '../shared/parse-input.js';
import { Dataset, DatasetVersion } from './dataset.type.js';
import { DatasetImport } from './dataset-import.type.js';

@Resolver(() => Dataset)
export class DatasetResolver {
  @Access('VIEWER')
  @Query(() => Dataset, { nullable: true, description: 'The dataset with this id; null when there is none.' })
  dataset(@Arg('id', () => ID, { description: "The dataset's id." }) id: string, @Ctx() { loaders }: ApiContext) {
    return loaders.dataset.load(id);
  }

  @FieldResolver(() => [DatasetVersion], { description: 'All versions, newest first.' })
  versions(@Root() dataset: DatasetRow, @Ctx() { loaders }: ApiContext) {
    return loaders.versionsOfDataset.load(dataset.id);
  }

  @FieldResolver(() => DatasetVersion, {
    nullable: true,
    description: 'The newest version; null until an import is ready.',
  })
  async latestVersion(@Root() dataset: DatasetRow, @Ctx() { loaders }: ApiContext): Promise<DatasetVersionRow | null> {
    return (await loaders.versionsOfDataset.load(dataset.id)).at(0) ?? null;
  }

  @FieldResolver(() => [DatasetImport], { description: 'Imports into this dataset, newest first.' })
  imports(
    @Root() dataset: DatasetRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Ctx() { loaders }: ApiContext,
  ) {
    return loaders.importsOfDataset.of(parseInput(ListSizeSchema, first ?? 10, ['first'])).load(dataset.id);
  }
}
