import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { ValueStatistics } from '../dataset/distribution.type.js';

@ObjectType({ simpleResolvers: true, description: 'Figures of one feature over all clips.' })
export class FeatureStatistics {
  @Field(() => String, { description: "The feature's name." })
  column!: string;

  @Field(() => ValueStatistics, {
    description: 'Figures of its values; with frames, of every frame that is no padding.',
  })
  statistics!: ValueStatistics;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of its variance that lies between the labels (η², 0 … 1); null for a constant feature.',
  })
  explained!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'How much a feature counts in a principal component.' })
export class FeatureLoading {
  @Field(() => String, { description: "The feature's name." })
  column!: string;

  @Field(() => Float, { description: 'Its loading, −1 … 1.' })
  weight!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One axis of a projection.' })
export class ProjectionAxis {
  @Field(() => Float, { description: 'Share of the variance of the standardised features, 0 … 1.' })
  explained!: number;

  @Field(() => [FeatureLoading], { description: 'The features that count most in it.' })
  loadings!: FeatureLoading[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Clips as points on the first two principal components of their standardised features (of the mean of the frames). Lists of equal length, a place for each clip drawn.',
})
export class FeatureProjection {
  @Field(() => [ID], { description: 'The clips.' })
  clipIds!: string[];

  @Field(() => [String], { description: "The clips' paths." })
  paths!: string[];

  @Field(() => [Float], { description: 'Scores on the first component.' })
  x!: number[];

  @Field(() => [Float], { description: 'Scores on the second component.' })
  y!: number[];

  @Field(() => [String], { nullable: 'items', description: 'Emotions.' })
  emotions!: (string | null)[];

  @Field(() => [String], { nullable: 'items', description: "Speakers' genders." })
  genders!: (string | null)[];

  @Field(() => [String], { nullable: 'items', description: 'Emotional intensities.' })
  intensities!: (string | null)[];

  @Field(() => [String], { description: 'Speakers.' })
  speakers!: string[];

  @Field(() => [ProjectionAxis], { description: 'The two components, the first one first.' })
  axes!: ProjectionAxis[];

  @Field(() => Int, { description: 'Clips in all: evenly spaced ones are drawn where there are more than asked for.' })
  clipCount!: number;

  @Field(() => Int, { description: 'Clips left out because they have no features.' })
  missingCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One form in which a feature set can be had as a file.' })
export class FeatureExport {
  @Field(() => String, { description: 'What the file is: "npy", "index", "csv", "parquet" or "statistics".' })
  format!: string;

  @Field(() => String, { description: 'Path on this server.' })
  url!: string;

  @Field(() => String, { description: 'What is in it, in a sentence.' })
  description!: string;
}
