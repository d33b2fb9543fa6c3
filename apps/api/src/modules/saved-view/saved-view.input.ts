import { Field, ID, InputType } from 'type-graphql';
import { Json } from '../shared/scalars.js';

const KEY = 'Sending the request again with the same key does it once.';

@InputType({ description: 'A way of looking at the runs of a project, to be kept under a name.' })
export class CreateViewInput {
  @Field(() => String, { description: 'The project.' })
  projectSlug!: string;

  @Field(() => String, { description: 'Its name for people; the name in addresses is made from it.' })
  name!: string;

  @Field(() => Json, { description: 'Filter, order, columns and grouping, as SavedView.config.' })
  config!: unknown;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to change on a view; what is left out stays.' })
export class UpdateViewInput {
  @Field(() => ID, { description: 'The view.' })
  viewId!: string;

  @Field(() => String, { nullable: true, description: 'New name for people.' })
  name?: string | null;

  @Field(() => Json, { nullable: true, description: 'New filter, order, columns and grouping.' })
  config?: unknown;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'The view to delete.' })
export class DeleteViewInput {
  @Field(() => ID, { description: 'The view.' })
  viewId!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
