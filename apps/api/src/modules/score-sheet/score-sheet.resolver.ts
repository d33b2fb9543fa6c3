import type { ExperimentRow, RunRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../context.js';
import { Experiment } from '../experiment/experiment.type.js';
import { Run } from '../run/run.type.js';
import { SplitEnum } from '../shared/enums.js';
import { ScoreSheet } from './score-sheet.type.js';

type Part = keyof typeof SplitEnum;
const PART = { defaultValue: 'TEST', description: 'Which part of the data.' } as const;

@Resolver(() => Run)
export class RunScoreSheetResolver {
  @FieldResolver(() => ScoreSheet, {
    nullable: true,
    description: 'All its scores on one part of the data, computed from its predictions; null until it was evaluated.',
  })
  scores(@Root() run: RunRow, @Arg('split', () => SplitEnum, PART) split: Part, @Ctx() { loaders }: ApiContext) {
    return loaders.scoresOfRun.of(split).load(run.id);
  }
}

@Resolver(() => Experiment)
export class ExperimentScoreSheetResolver {
  @FieldResolver(() => ScoreSheet, {
    nullable: true,
    description: 'All its scores on one part of the data, finished runs pooled; null until one has finished.',
  })
  scores(@Root() row: ExperimentRow, @Arg('split', () => SplitEnum, PART) split: Part, @Ctx() { loaders }: ApiContext) {
    return loaders.scoresOfExperiment.of(split).load(row.id);
  }
}
