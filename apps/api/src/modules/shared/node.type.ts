import { Field, ID, InterfaceType } from 'type-graphql';

/** What `node(id)` returns carries its type's name, since rows are plain objects. */
@InterfaceType('Node', {
  description: 'Anything that can be fetched again by its id.',
  resolveType: (value: { readonly __typename?: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Identifies this object among all objects of all types.' })
  id!: string;
}
