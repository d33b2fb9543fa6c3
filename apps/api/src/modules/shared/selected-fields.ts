import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/**
 * The fields that the query selects below a field, at the end of any of these paths; fragments are followed, and what
 * `@skip` may leave out is counted in.
 */
export function selectedFields(info: GraphQLResolveInfo, ...paths: readonly (readonly string[])[]): FieldNode[] {
  return paths.flatMap((path) => {
    let nodes: readonly FieldNode[] = info.fieldNodes;
    for (const name of path) nodes = childrenOf(nodes, info).filter((node) => node.name.value === name);
    return childrenOf(nodes, info);
  });
}

/** The fields right below these. */
export function childrenOf(nodes: readonly FieldNode[], info: Pick<GraphQLResolveInfo, 'fragments'>): FieldNode[] {
  const found: FieldNode[] = [];
  const collect = (set: SelectionSetNode | undefined) => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) found.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else collect(info.fragments[selection.name.value]?.selectionSet);
    }
  };
  for (const node of nodes) collect(node.selectionSet);
  return found;
}
