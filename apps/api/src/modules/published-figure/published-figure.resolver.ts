import type { ProjectRow } from '@voxboard/db';
import { ProtocolSchema } from '@voxboard/domain';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import type { Board } from '../leaderboard/leaderboard.service.js';
import { Leaderboard } from '../leaderboard/leaderboard.type.js';
import { Project } from '../project/project.type.js';
import { TaskEnum } from '../shared/enums.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { AddPublishedFigureInput, PublishedFigureInput } from './published-figure.input.js';
import {
  DeletePublishedFigureResult,
  DeletePublishedFigureSuccess,
  SavePublishedFigureResult,
  SavePublishedFigureSuccess,
} from './published-figure.result.js';
import { PublishedFigure } from './published-figure.type.js';

@Resolver(() => Project)
export class PublishedFigureResolver {
  @FieldResolver(() => [PublishedFigure], { description: 'Results that others published, in the order entered.' })
  publishedFigures(
    @Root() project: ProjectRow,
    @Arg('task', () => TaskEnum, { nullable: true, description: 'Of this task; of all when left out.' })
    task: keyof typeof TaskEnum | null,
    @Arg('datasetId', () => ID, { nullable: true, description: 'On this dataset; on any when left out.' })
    datasetId: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return services.publishedFigure.ofProject(project.id, task ?? null, datasetId ?? null);
  }

  @Access('EDITOR')
  @Mutation(() => SavePublishedFigureResult, { description: 'Enters a published result, to stand beside a board.' })
  addPublishedFigure(
    @Arg('input', () => AddPublishedFigureInput, { description: 'The result and what it was measured on.' })
    input: AddPublishedFigureInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new SavePublishedFigureSuccess(await services.publishedFigure.add(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => SavePublishedFigureResult, { description: 'Replaces what is stored of a published result.' })
  updatePublishedFigure(
    @Arg('id', () => ID, { description: 'Which figure.' }) id: string,
    @Arg('figure', () => PublishedFigureInput, { description: 'All of it, as it shall be.' })
    figure: PublishedFigureInput,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Sending the request again with the same key does it once.',
    })
    idempotencyKey: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new SavePublishedFigureSuccess(await services.publishedFigure.update(id, figure, idempotencyKey)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => DeletePublishedFigureResult, { description: 'Takes a published result away.' })
  deletePublishedFigure(
    @Arg('id', () => ID, { description: 'Which figure.' }) id: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Sending the request again with the same key does it once.',
    })
    idempotencyKey: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new DeletePublishedFigureSuccess(await services.publishedFigure.delete(id, idempotencyKey)),
      NotFoundError,
    );
  }
}

@Resolver(() => Leaderboard)
export class BoardPublishedFigureResolver {
  @FieldResolver(() => [PublishedFigure], {
    description: 'What others published for its task and dataset under its protocol: beside it, never on it.',
  })
  publishedFigures(@Root() board: Board, @Ctx() { services }: ApiContext) {
    const { projectId, task, datasetVersionId, protocol } = board;
    const { name } = ProtocolSchema.parse(protocol);
    return services.publishedFigure.besideBoard(projectId, task, datasetVersionId, name);
  }
}
