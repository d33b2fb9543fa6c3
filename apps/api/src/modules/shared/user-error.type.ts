import { Field, InterfaceType, ObjectType } from 'type-graphql';

/** Errors a person can do something about, as data in a mutation's result. */
@InterfaceType({
  description: 'Why a mutation did nothing, in a form to show and to act on.',
  resolveType: (value: UserError) => value.constructor.name,
})
export abstract class UserError {
  @Field(() => String, { description: 'Stable name of the reason, for scripts to match on.' })
  code: string;

  @Field(() => String, { description: 'What happened and what to do about it.' })
  message: string;

  @Field(() => [String], {
    description: 'Where in the input the error lies, outermost first; empty when nowhere in particular.',
  })
  path: string[];

  constructor(error: { readonly code: string; readonly message: string; readonly path: readonly string[] }) {
    this.code = error.code;
    this.message = error.message;
    this.path = [...error.path];
  }
}

@ObjectType({
  implements: UserError,
  description: 'The input breaks a rule that `message` states.',
  simpleResolvers: true,
})
export class InvalidInputError extends UserError {}

@ObjectType({ implements: UserError, description: 'Something the input names does not exist.', simpleResolvers: true })
export class NotFoundError extends UserError {}

@ObjectType({ implements: UserError, description: 'A unique name or configuration is taken.', simpleResolvers: true })
export class AlreadyExistsError extends UserError {}

@ObjectType({
  implements: UserError,
  description: 'The input names something that is not finished yet.',
  simpleResolvers: true,
})
export class NotReadyError extends UserError {}

@ObjectType({
  implements: UserError,
  description: 'The present status of a run or sweep does not lead to the one asked for.',
  simpleResolvers: true,
})
export class IllegalTransitionError extends UserError {}

@ObjectType({
  implements: UserError,
  description: 'The viewer may see what the input names, but not do this with it.',
  simpleResolvers: true,
})
export class ForbiddenError extends UserError {}

@ObjectType({
  implements: UserError,
  description: 'It cannot be deleted while others need it; `message` names them.',
  simpleResolvers: true,
})
export class StillUsedError extends UserError {}

@ObjectType({
  implements: UserError,
  description: 'It cannot be brought back, because it is not in the trash.',
  simpleResolvers: true,
})
export class NotDeletedError extends UserError {}
