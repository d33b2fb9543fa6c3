import { Field, ID, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { ClipPrediction } from './clip-prediction.type.js';

@ObjectType({ description: 'It is known what becomes of the recording.', simpleResolvers: true })
export class KeepClipPredictionSuccess {
  @Field(() => ClipPrediction, { description: 'The prediction as it is now.' })
  readonly prediction: unknown;

  constructor(prediction: unknown) {
    this.prediction = prediction;
  }
}

@ObjectType({ description: 'The prediction and its recording are removed.', simpleResolvers: true })
export class DeleteClipPredictionSuccess {
  @Field(() => ID, { description: 'What was removed.' })
  readonly predictionId: string;

  constructor(predictionId: string) {
    this.predictionId = predictionId;
  }
}

export const KeepClipPredictionResult = resultUnion(
  'KeepClipPredictionResult',
  KeepClipPredictionSuccess,
  InvalidInputError,
  NotFoundError,
);
export const DeleteClipPredictionResult = resultUnion(
  'DeleteClipPredictionResult',
  DeleteClipPredictionSuccess,
  InvalidInputError,
  NotFoundError,
);
