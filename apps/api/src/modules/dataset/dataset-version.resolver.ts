import { distribution } from '@voxboard/audio-dsp';
import type { ClipRow, DatasetVersionRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { FeatureSet } from '../feature-set/feature-set.type.js';
import { toCountedConnection } from '../shared/connection.js';
import { ClipFilter } from './clip.input.js';
import { ClipConnection } from './clip.type.js';
import { type ClipTrait, ClipTraitEnum, labelOfTrait } from './clip-trait.js';
import { CompositionCell, Dataset, DatasetVersion } from './dataset.type.js';
import { Distribution } from './distribution.type.js';

@Resolver(() => DatasetVersion)
export class DatasetVersionResolver {
  @Access('VIEWER')
  @Query(() => DatasetVersion, {
    nullable: true,
    description: 'The dataset version with this id; null when there is none.',
  })
  datasetVersion(
    @Arg('id', () => ID, { description: "The version's id." }) id: string,
    @Ctx() { loaders }: ApiContext,
  ) {
    return loaders.datasetVersion.load(id);
  }

  @FieldResolver(() => Dataset, { description: 'The dataset it is a version of.' })
  dataset(@Root() version: DatasetVersionRow, @Ctx() { loaders }: ApiContext) {
    return loaders.dataset.load(version.datasetId);
  }

  @FieldResolver(() => [FeatureSet], { description: 'Feature sets computed from it, newest first.' })
  featureSets(@Root() version: DatasetVersionRow, @Ctx() { loaders }: ApiContext) {
    return loaders.featureSetsOfVersion.load(version.id);
  }

  @FieldResolver(() => ClipConnection, { description: 'Its clips, by position.' })
  async clips(
    @Root() version: DatasetVersionRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Arg('filter', () => ClipFilter, { nullable: true, description: 'Which clips; all when left out.' })
    filter: ClipFilter | null,
    @Ctx() { readers }: ApiContext,
  ) {
    const page = await readers.clip.page(version.id, filter ?? {}, { first, after });
    return toCountedConnection(page, () => readers.clip.count(version.id, filter ?? {}));
  }

  @FieldResolver(() => [CompositionCell], {
    description: "How many clips there are of every combination of labels: what the explorer's figures are drawn from.",
  })
  composition(@Root() version: DatasetVersionRow, @Ctx() { loaders }: ApiContext) {
    return loaders.composition.load(version.id);
  }

  @FieldResolver(() => Distribution, { description: 'How long the clips are, in seconds.' })
  durations(
    @Root() version: DatasetVersionRow,
    @Arg('by', () => ClipTraitEnum, {
      nullable: true,
      description: 'One histogram for each label; one of all without.',
    })
    by: ClipTrait | null,
    @Ctx() { loaders }: ApiContext,
  ) {
    return clipDistribution(loaders, version.id, by, (clip) => clip.durationSec);
  }

  @FieldResolver(() => Distribution, {
    description: 'How loud the clips are: RMS level of each in dB below full scale.',
  })
  loudness(
    @Root() version: DatasetVersionRow,
    @Arg('by', () => ClipTraitEnum, {
      nullable: true,
      description: 'One histogram for each label; one of all without.',
    })
    by: ClipTrait | null,
    @Ctx() { loaders }: ApiContext,
  ) {
    return clipDistribution(loaders, version.id, by, (clip) => clip.rmsDbfs);
  }

  @FieldResolver(() => [String], { description: 'Who speaks, by the names the corpus gives, sorted.' })
  async speakers(@Root() version: DatasetVersionRow, @Ctx() { loaders }: ApiContext): Promise<string[]> {
    const cells = await loaders.composition.load(version.id);
    return [...new Set(cells.map((cell) => cell.speaker))].sort();
  }
}

const BIN_COUNT = 32;

async function clipDistribution(
  loaders: ApiContext['loaders'],
  versionId: string,
  by: ClipTrait | null,
  measure: (clip: ClipRow) => number | null,
): Promise<Distribution> {
  const groups = new Map<string | null, number[]>();
  for (const clip of await loaders.clipsOfVersion.load(versionId)) {
    const label = by === null ? null : labelOfTrait(clip, by);
    const values = groups.get(label) ?? [];
    // Not measured is missing, as NaN is.
    values.push(measure(clip) ?? Number.NaN);
    groups.set(label, values);
  }
  const sorted = [...groups].sort(([a], [b]) => Number(a === null) - Number(b === null) || compareLabels(a, b));
  const made = distribution(
    sorted.map(([label, values]) => ({ label, values: Float64Array.from(values) })),
    BIN_COUNT,
  );
  return { edges: [...made.edges], groups: made.groups.map((group) => ({ ...group, counts: [...group.counts] })) };
}

function compareLabels(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '', 'en', { numeric: true });
}
