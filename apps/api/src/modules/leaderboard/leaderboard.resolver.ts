import type { LeaderboardKeyRow, ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../context.js';
import { DatasetVersion } from '../dataset/dataset.type.js';
import { Protocol } from '../experiment/protocol.type.js';
import { toProtocol } from '../experiment/protocol-facts.js';
import { Project } from '../project/project.type.js';
import { TaskEnum } from '../shared/enums.js';
import type { Board } from './leaderboard.service.js';
import { Leaderboard, LeaderboardKey } from './leaderboard.type.js';

@Resolver(() => Project)
export class ProjectLeaderboardResolver {
  @FieldResolver(() => [LeaderboardKey], { description: 'The boards it has, the fullest first.' })
  leaderboards(@Root() project: ProjectRow, @Ctx() { services }: ApiContext): Promise<LeaderboardKeyRow[]> {
    return services.leaderboard.keys(project.id);
  }

  @FieldResolver(() => Leaderboard, {
    nullable: true,
    description: 'Experiments measured under one exact protocol on one exact dataset version; null when there is none.',
  })
  leaderboard(
    @Root() project: ProjectRow,
    @Arg('task', () => TaskEnum, { description: 'What is predicted.' }) task: keyof typeof TaskEnum,
    @Arg('datasetVersionId', () => ID, { description: 'The clips.' }) datasetVersionId: string,
    @Arg('protocolHash', () => String, { description: 'Hash of the protocol, as `leaderboards` gives it.' })
    protocolHash: string,
    @Ctx() { services }: ApiContext,
  ): Promise<Board | null> {
    return services.leaderboard.board(project.id, task, datasetVersionId, protocolHash);
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
}
