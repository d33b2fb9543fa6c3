import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { PairedComparisonResult, type PairedScore, PairedScoreEnum } from './paired-comparison.type.js';

@Resolver()
export class PairedComparisonResolver {
  @Access('VIEWER')
  @Query(() => PairedComparisonResult, {
    description:
      'Compares two runs, or two experiments (all their finished runs), on the same test clips: the difference with its interval over speakers, McNemar, and what may be said of it.',
  })
  pairedComparison(
    @Arg('firstId', () => ID, { description: 'A run or an experiment.' }) firstId: string,
    @Arg('secondId', () => ID, { description: 'Another one of the same kind.' }) secondId: string,
    @Arg('score', () => PairedScoreEnum, { defaultValue: PairedScoreEnum.UAR, description: 'The score to compare.' })
    score: PairedScore,
    @Ctx() { services }: ApiContext,
  ) {
    return services.pairedComparison.compare(firstId, secondId, score);
  }
}
