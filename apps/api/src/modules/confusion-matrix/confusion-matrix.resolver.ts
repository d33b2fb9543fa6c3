import type { ConfusionMatrixRow, RunRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../context.js';
import { Run } from '../run/run.type.js';
import { SplitEnum } from '../shared/enums.js';
import { ConfusionMatrix } from './confusion-matrix.type.js';
import { toConfusionMatrix, unflatten } from './to-confusion-matrix.js';

const shown = (row: ConfusionMatrixRow) => toConfusionMatrix(row.split, unflatten(row.labels, row.counts));

@Resolver(() => Run)
export class RunConfusionMatrixResolver {
  @FieldResolver(() => [ConfusionMatrix], { description: 'All its confusion matrices, one per part of the data.' })
  async confusionMatrices(@Root() run: RunRow, @Ctx() { loaders }: ApiContext): Promise<ConfusionMatrix[]> {
    return (await loaders.confusionMatricesOfRun.load(run.id)).map(shown);
  }

  @FieldResolver(() => ConfusionMatrix, {
    nullable: true,
    description: 'Its confusion matrix on one part of the data; null until it is there.',
  })
  async confusionMatrix(
    @Root() run: RunRow,
    @Arg('split', () => SplitEnum, { defaultValue: 'TEST', description: 'Which part.' })
    split: keyof typeof SplitEnum,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ConfusionMatrix | null> {
    const row = (await loaders.confusionMatricesOfRun.load(run.id)).find((matrix) => matrix.split === split);
    return row ? shown(row) : null;
  }
}
