import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { ConfusionMatrix } from './confusion-matrix.type.js';

@ObjectType({
  description: 'The matrix is stored; one logged before for the same part of the data is replaced.',
  simpleResolvers: true,
})
export class LogConfusionMatrixSuccess {
  @Field(() => ConfusionMatrix, { description: 'The matrix with its scores.' })
  readonly confusionMatrix: ConfusionMatrix;

  constructor(confusionMatrix: ConfusionMatrix) {
    this.confusionMatrix = confusionMatrix;
  }
}

export const LogConfusionMatrixResult = resultUnion(
  'LogConfusionMatrixResult',
  LogConfusionMatrixSuccess,
  InvalidInputError,
  NotFoundError,
);
