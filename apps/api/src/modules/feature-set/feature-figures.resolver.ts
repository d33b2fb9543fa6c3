import type { ClipRow, FeatureSetRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { ApiContext } from '../../context.js';
import { type ClipTrait, ClipTraitEnum } from '../dataset/clip-trait.js';
import { Distribution } from '../dataset/distribution.type.js';
import { parseInput } from '../shared/parse-input.js';
import { featureExports } from './feature-exports.js';
import { FeatureExport, FeatureProjection, FeatureStatistics } from './feature-figures.type.js';
import { FeatureSet } from './feature-set.type.js';
import { DistributionSchema, ProjectionSchema, StatisticsSchema } from './figure-schemas.js';

const RowSchema = z.number().int().min(0).max(31);
const BinsSchema = z.number().int().min(1).max(500);
const PointsSchema = z.number().int().min(2).max(10_000);
const ROW_ARGUMENT = {
  nullable: true,
  defaultValue: 0,
  description: 'Which augmentation row of each clip; 0 is the plain one.',
} as const;

/** What a feature set looks like. Computed when first asked for, then kept. */
@Resolver(() => FeatureSet)
export class FeatureFiguresResolver {
  @FieldResolver(() => [FeatureStatistics], {
    description: 'Figures of every feature, in column order. Refused until the set is READY.',
  })
  async statistics(
    @Root() set: FeatureSetRow,
    @Arg('row', () => Int, ROW_ARGUMENT) row: number | null,
    @Arg('by', () => ClipTraitEnum, {
      nullable: true,
      defaultValue: 'EMOTION',
      description: 'What `explained` is the share of.',
    })
    by: ClipTrait | null,
    @Ctx() { services }: ApiContext,
  ) {
    const selection = { row: parseInput(RowSchema, row ?? 0, ['row']), by };
    return parseFigure(StatisticsSchema, await services.figure.statistics(set, selection));
  }

  @FieldResolver(() => Distribution, { description: 'Histograms of one feature. Refused until the set is READY.' })
  async distribution(
    @Root() set: FeatureSetRow,
    @Arg('column', () => String, { description: "The feature's name." }) column: string,
    @Arg('row', () => Int, ROW_ARGUMENT) row: number | null,
    @Arg('by', () => ClipTraitEnum, {
      nullable: true,
      description: 'One histogram for each label; one of all without.',
    })
    by: ClipTrait | null,
    @Arg('bins', () => Int, { nullable: true, defaultValue: 40, description: 'How many bins, 1 to 500.' })
    bins: number | null,
    @Ctx() { services }: ApiContext,
  ) {
    const selection = { row: parseInput(RowSchema, row ?? 0, ['row']), by };
    const binCount = parseInput(BinsSchema, bins ?? 40, ['bins']);
    return parseFigure(DistributionSchema, await services.figure.distribution(set, selection, column, binCount));
  }

  @FieldResolver(() => FeatureProjection, {
    description: 'The clips in two dimensions. Refused until the set is READY, and for sets of waveforms.',
  })
  async projection(
    @Root() set: FeatureSetRow,
    @Arg('row', () => Int, ROW_ARGUMENT) row: number | null,
    @Arg('points', () => Int, { nullable: true, defaultValue: 2000, description: 'Most points, 2 to 10,000.' })
    points: number | null,
    @Ctx() { services, readers }: ApiContext,
  ): Promise<FeatureProjection> {
    const bytes = await services.figure.projection(
      set,
      parseInput(RowSchema, row ?? 0, ['row']),
      parseInput(PointsSchema, points ?? 2000, ['points']),
    );
    const { positions, x, y, explained, loadings, missingCount } = parseFigure(ProjectionSchema, bytes);
    const all = await readers.clip.ofVersion(set.datasetVersionId);
    const drawn = positions.flatMap((position): ClipRow[] => (all[position] ? [all[position]] : []));
    return {
      clipIds: drawn.map(({ id }) => id),
      paths: drawn.map(({ path }) => path),
      x,
      y,
      emotions: drawn.map(({ emotion }) => emotion),
      genders: drawn.map(({ gender }) => gender),
      intensities: drawn.map(({ intensity }) => intensity),
      speakers: drawn.map(({ speaker }) => speaker),
      axes: explained.map((share, k) => ({ explained: share, loadings: loadings[k] ?? [] })),
      clipCount: all.length,
      missingCount,
    };
  }

  @FieldResolver(() => [FeatureExport], { description: 'Files of it; none until it is READY.' })
  exports(@Root() set: FeatureSetRow): FeatureExport[] {
    return set.status === 'READY' ? featureExports(set) : [];
  }
}

function parseFigure<Schema extends z.ZodType>(schema: Schema, bytes: Uint8Array): z.output<Schema> {
  return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
