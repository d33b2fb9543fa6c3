import { DomainError } from '@voxboard/domain';
import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../shared/user-error.type.js';

/** Thrown when something stands against registering a model, and nobody gave a reason to do it all the same. */
export class PromotionObjection extends DomainError {
  readonly code = 'PROMOTION_REFUSED';
  constructor(readonly objections: readonly string[]) {
    super(
      `${objections.join(' ')} Give overrideReason to register it all the same; the reason is kept with the version.`,
      { path: ['overrideReason'] },
    );
  }
}

@ObjectType({
  implements: UserError,
  simpleResolvers: true,
  description: 'Something stands against using the model. An overrideReason lets it through and is kept.',
})
export class PromotionRefusedError extends UserError {
  @Field(() => [String], { description: 'What stands against it, one by one.' })
  objections: string[];

  constructor(error: DomainError) {
    super(error);
    this.objections = error instanceof PromotionObjection ? [...error.objections] : [];
  }
}
