import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { LaunchedPart } from './template.type.js';

@ObjectType({
  description: 'What came of each part: some may wait for features, some be refused.',
  simpleResolvers: true,
})
export class LaunchTemplateSuccess {
  @Field(() => [LaunchedPart], { description: 'The parts asked for, in order.' })
  readonly parts: readonly LaunchedPart[];

  constructor(parts: readonly LaunchedPart[]) {
    this.parts = parts;
  }
}

export const LaunchTemplateResult = resultUnion(
  'LaunchTemplateResult',
  LaunchTemplateSuccess,
  InvalidInputError,
  NotFoundError,
);

@ObjectType({ description: 'What came of each baseline.', simpleResolvers: true })
export class LaunchBaselinesSuccess {
  @Field(() => [LaunchedPart], { description: 'The linear model, and the same on shuffled labels.' })
  readonly parts: readonly LaunchedPart[];

  constructor(parts: readonly LaunchedPart[]) {
    this.parts = parts;
  }
}

export const LaunchBaselinesResult = resultUnion(
  'LaunchBaselinesResult',
  LaunchBaselinesSuccess,
  InvalidInputError,
  NotFoundError,
);
