import type { LeaderboardKeyRow, ProjectRow } from '@voxboard/db';
import type { ScoreKey } from '@voxboard/evaluation';
import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../context.js';
import { DatasetVersion } from '../dataset/dataset.type.js';
import { Experiment } from '../experiment/experiment.type.js';
import { ExperimentScore } from '../experiment/experiment-score.type.js';
import { Protocol } from '../experiment/protocol.type.js';
import { toProtocol } from '../experiment/protocol-facts.js';
import { Project } from '../project/project.type.js';
import { toCountedConnection } from '../shared/connection.js';
import { TaskEnum } from '../shared/enums.js';
import { DateTime } from '../shared/scalars.js';
import type { BoardListName } from './board-list.js';
import { BoardListEnum, ScoreMetricEnum } from './leaderboard.enums.js';
import type { Board, BoardRow } from './leaderboard.service.js';
import {
  Baseline,
  BoardChange,
  BoardChanges,
  BoardListCount,
  Leaderboard,
  LeaderboardEntry,
  LeaderboardEntryConnection,
  LeaderboardKey,
} from './leaderboard.type.js';

@Resolver(() => Project)
export class ProjectLeaderboardResolver {
  @FieldResolver(() => [LeaderboardKey], { description: 'The boards it has, the fullest first.' })
  leaderboards(@Root() project: ProjectRow, @Ctx() { services }: ApiContext): Promise<LeaderboardKeyRow[]> {
    return services.leaderboard.keys(project.id);
  }

  @FieldResolver(() => Leaderboard, {
    nullable: true,
    description:
      'Experiments measured under one exact protocol on one exact dataset version; null when none of them has finished.',
  })
  leaderboard(
    @Root() project: ProjectRow,
    @Arg('task', () => TaskEnum, { description: 'What is predicted.' }) task: keyof typeof TaskEnum,
    @Arg('datasetVersionId', () => ID, { description: 'The clips.' }) datasetVersionId: string,
    @Arg('protocolHash', () => String, { description: 'Hash of the protocol, as `leaderboards` gives it.' })
    protocolHash: string,
    @Arg('metric', () => ScoreMetricEnum, { defaultValue: 'uar', description: 'What to rank by.' }) metric: ScoreKey,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'Show the board as it stood at this time, by when runs finished; now when left out.',
    })
    asOf: Date | null,
    @Ctx() { services }: ApiContext,
  ): Promise<Board | null> {
    const wanted = { projectId: project.id, task, datasetVersionId, protocolHash };
    return services.leaderboard.board({ ...wanted, metric, asOf: asOf ?? null });
  }
}

@Resolver(() => LeaderboardKey)
export class LeaderboardKeyResolver {
  @FieldResolver(() => DatasetVersion, { description: 'The clips.' })
  datasetVersion(@Root() key: LeaderboardKeyRow, @Ctx() { loaders }: ApiContext) {
    return loaders.datasetVersion.load(key.datasetVersionId);
  }

  @FieldResolver(() => Protocol, { description: 'How the clips are split.' })
  protocol(@Root() key: LeaderboardKeyRow): Protocol | null {
    return toProtocol(key.protocol, key.protocolHash);
  }
}

@Resolver(() => Leaderboard)
export class LeaderboardResolver {
  @FieldResolver(() => DatasetVersion, { description: 'The clips.' })
  datasetVersion(@Root() board: Board, @Ctx() { loaders }: ApiContext) {
    return loaders.datasetVersion.load(board.datasetVersionId);
  }

  @FieldResolver(() => Protocol, { description: 'How the clips are split.' })
  protocol(@Root() board: Board): Protocol | null {
    return toProtocol(board.protocol, board.protocolHash);
  }

  @FieldResolver(() => LeaderboardEntryConnection, {
    description: 'The experiments, list by list, and best first within a list.',
  })
  async entries(
    @Root() board: Board,
    @Arg('list', () => BoardListEnum, { nullable: true, description: 'One list only; all when left out.' })
    list: BoardListName | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    const page = await services.leaderboard.entries(board, list ?? null, { first, after });
    return toCountedConnection(page, () => services.leaderboard.count(board, list ?? null));
  }

  @FieldResolver(() => [BoardListCount], { description: 'How many experiments each list has; empty lists are absent.' })
  lists(@Root() board: Board, @Ctx() { services }: ApiContext): Promise<BoardListCount[]> {
    return services.leaderboard.listCounts(board.view);
  }

  @FieldResolver(() => [Baseline], {
    description:
      'Chance and majority class, computed; a linear model and shuffled labels, as far as they were run here.',
  })
  baselines(@Root() board: Board, @Ctx() { services }: ApiContext): Promise<Baseline[]> {
    return services.leaderboard.baselines(board);
  }

  @FieldResolver(() => [String], {
    description: 'What it says in plain sentences: what was measured, on whom, how sure.',
  })
  statement(@Root() board: Board, @Ctx() { services }: ApiContext): Promise<string[]> {
    return services.leaderboard.statement(board);
  }

  @FieldResolver(() => BoardChanges, { description: 'What changed on it since a time, a week ago for example.' })
  changes(
    @Root() board: Board,
    @Arg('since', () => DateTime, { description: 'Since when.' }) since: Date,
    @Ctx() { services }: ApiContext,
  ): Promise<BoardChanges> {
    return services.leaderboard.changes(board, since);
  }
}

@Resolver(() => LeaderboardEntry)
export class LeaderboardEntryResolver {
  @FieldResolver(() => Experiment, { description: 'The configuration.' })
  experiment(@Root() row: BoardRow, @Ctx() { loaders }: ApiContext) {
    return loaders.experiment.load(row.experimentId);
  }

  @FieldResolver(() => ExperimentScore, { description: 'Its whole result as of now, matrices included.' })
  score(@Root() row: BoardRow, @Ctx() { loaders }: ApiContext) {
    return loaders.score.load(row.experimentId);
  }
}

@Resolver(() => BoardChange)
export class BoardChangeResolver {
  @FieldResolver(() => Experiment, { nullable: true, description: 'The configuration.' })
  experiment(@Root() change: BoardChange, @Ctx() { loaders }: ApiContext) {
    return loaders.experiment.load(change.experimentId);
  }
}
