import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Clip } from '../dataset/clip.type.js';
import { PairedClip, PairedClipsResult, type PairedOutcome, PairedOutcomeEnum } from './paired-clip.type.js';
import type { PairedClipRow } from './paired-clips.js';
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

  @Access('VIEWER')
  @Query(() => PairedClipsResult, {
    description:
      'Test clips of two runs, or of two experiments (by majority of their runs), by which of the two got them right; those first on which their certainty of the true class differs most.',
  })
  pairedClips(
    @Arg('firstId', () => ID, { description: 'A run or an experiment.' }) firstId: string,
    @Arg('secondId', () => ID, { description: 'Another one of the same kind.' }) secondId: string,
    @Arg('outcome', () => PairedOutcomeEnum, { defaultValue: 'ONLY_FIRST', description: 'Which clips.' })
    outcome: PairedOutcome,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return services.pairedComparison.clips(firstId, secondId, outcome, { first, after });
  }
}

@Resolver(() => PairedClip)
export class PairedClipResolver {
  @FieldResolver(() => Clip, { nullable: true, description: 'The recording; null when it is gone.' })
  clip(@Root() { versionId, clipPosition: position }: PairedClipRow, @Ctx() { loaders }: ApiContext) {
    return loaders.clipAt.load({ versionId, position });
  }
}
