import { type ClassType, Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Where a page lies in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there is something before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first item, for `before`; null on an empty page.',
  })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item, for `after`; null on an empty page.' })
  endCursor!: string | null;
}

/** The edge and connection types of a node type: one page of a list, by opaque keyset cursors. */
export function connectionOf<Item extends object>(Item: ClassType<Item>, name: string, plural: string) {
  @ObjectType(`${name}Edge`, { description: `One place in a list of ${plural}.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Opaque place in the list: pass it as `after` or `before`.' })
    cursor!: string;

    @Field(() => Item, { description: `What is at this place.` })
    node!: Item;
  }

  @ObjectType(`${name}Connection`, { description: `One page of a list of ${plural}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges!: Edge[];

    @Field(() => [Item], { description: 'The items alone, in the same order.' })
    nodes!: Item[];

    @Field(() => PageInfo, { description: 'Whether there is more, and where to go on.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}

/** A connection that counts its whole list when asked: the row's `totalCount` is a function that graphql-js calls. */
export function countedConnectionOf<Item extends object>(Item: ClassType<Item>, name: string, plural: string) {
  const Connection = connectionOf(Item, name, plural);
  const description = 'Items in the whole list, whatever the page; counted only when asked for.';
  Field(() => Int, { description })(Connection.prototype, 'totalCount');
  return Connection;
}
