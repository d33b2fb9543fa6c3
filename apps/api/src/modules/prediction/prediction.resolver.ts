import type { RunRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../context.js';
import { Clip } from '../dataset/clip.type.js';
import { Run } from '../run/run.type.js';
import { toCountedConnection } from '../shared/connection.js';
import { PredictionFilter, PredictionOrderEnum } from './prediction.input.js';
import type { NamedPrediction } from './prediction.service.js';
import { Prediction, PredictionConnection } from './prediction.type.js';

@Resolver(() => Prediction)
export class PredictionResolver {
  @FieldResolver(() => Clip, { nullable: true, description: 'The recording; null for runs of outside scripts.' })
  clip(@Root() prediction: NamedPrediction, @Ctx() { loaders }: ApiContext) {
    const { versionId, clipPosition: position } = prediction;
    return versionId === null ? null : loaders.clipAt.load({ versionId, position });
  }
}

@Resolver(() => Run)
export class RunPredictionsResolver {
  @FieldResolver(() => PredictionConnection, { description: 'What its model said of each row, by clip.' })
  async predictions(
    @Root() run: RunRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Arg('filter', () => PredictionFilter, { nullable: true, description: 'Which ones; all of TEST when left out.' })
    filter: PredictionFilter | null,
    @Arg('orderBy', () => PredictionOrderEnum, { defaultValue: 'CLIP', description: 'In which order.' })
    orderBy: keyof typeof PredictionOrderEnum,
    @Ctx() { services, loaders }: ApiContext,
  ) {
    const found = await services.prediction.page(run, filter ?? {}, { first, after }, loaders, orderBy);
    return toCountedConnection(found.page, found.totalCount);
  }
}
