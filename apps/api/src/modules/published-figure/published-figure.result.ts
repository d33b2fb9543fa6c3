import { Field, ID, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { PublishedFigure } from './published-figure.type.js';

@ObjectType({ description: 'The published figure as it is now.', simpleResolvers: true })
export class SavePublishedFigureSuccess {
  @Field(() => PublishedFigure, { description: 'The figure.' })
  readonly figure: unknown;

  constructor(figure: unknown) {
    this.figure = figure;
  }
}

@ObjectType({ description: 'The published figure is gone.', simpleResolvers: true })
export class DeletePublishedFigureSuccess {
  @Field(() => ID, { description: 'The id it had.' })
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export const SavePublishedFigureResult = resultUnion(
  'SavePublishedFigureResult',
  SavePublishedFigureSuccess,
  InvalidInputError,
  NotFoundError,
);
export const DeletePublishedFigureResult = resultUnion(
  'DeletePublishedFigureResult',
  DeletePublishedFigureSuccess,
  NotFoundError,
);
