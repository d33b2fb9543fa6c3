import type { RunRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../context.js';
import { Run } from '../run/run.type.js';
import { SplitEnum } from '../shared/enums.js';
import { SliceScore } from './slice.type.js';
import { toSliceScores } from './to-slice-scores.js';

@Resolver(() => Run)
export class RunSliceResolver {
  @FieldResolver(() => [SliceScore], {
    description:
      'How it does on the clips of each speaker, gender, intensity and sentence; empty until it was evaluated, and for outside scripts.',
  })
  async slices(
    @Root() run: RunRow,
    @Arg('split', () => SplitEnum, { defaultValue: 'TEST', description: 'Which part of the data.' })
    split: keyof typeof SplitEnum,
    @Ctx() { loaders }: ApiContext,
  ): Promise<SliceScore[]> {
    return toSliceScores(await loaders.slicesOfRun.of(split).load(run.id));
  }
}
