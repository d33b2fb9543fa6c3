import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { Node } from '../shared/node.type.js';
import { DateTime, Json } from '../shared/scalars.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A named way of looking at the runs of a project.',
})
export class SavedView extends Node {
  @Field(() => String, { description: 'Its name in addresses, unique in the project; it never changes.' })
  slug!: string;

  @Field(() => String, { description: 'Its name for people.' })
  name!: string;

  @Field(() => Json, {
    description:
      'Filter, order, columns and grouping: {query, sort, columns, pinned, widths, group}; docs/graphql.md lists them.',
  })
  config!: unknown;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

@ObjectType({ description: 'The view is kept.', simpleResolvers: true })
export class SaveViewSuccess {
  @Field(() => SavedView, { description: 'The view as it is now.' })
  readonly view: unknown;

  constructor(view: unknown) {
    this.view = view;
  }
}

@ObjectType({ description: 'The view is gone.', simpleResolvers: true })
export class DeleteViewSuccess {
  @Field(() => SavedView, { description: 'The view as it was: create it anew to undo.' })
  readonly view: unknown;

  constructor(view: unknown) {
    this.view = view;
  }
}

export const SaveViewResult = resultUnion(
  'SaveViewResult',
  SaveViewSuccess,
  InvalidInputError,
  NotFoundError,
  AlreadyExistsError,
);
export const DeleteViewResult = resultUnion('DeleteViewResult', DeleteViewSuccess, InvalidInputError, NotFoundError);
