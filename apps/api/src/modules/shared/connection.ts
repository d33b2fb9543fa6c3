import type { Page } from '@voxboard/db';

export interface ConnectionOf<Row> {
  readonly edges: Page<Row>['edges'];
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A connection that can count its whole list, when asked. */
export type CountedConnectionOf<Row> = ConnectionOf<Row> & { readonly totalCount: () => Promise<number> };

/** graphql-js calls a function that it finds as a field's value, so cursors that are not selected are never written. */
export function toConnection<Row>(page: Page<Row>): ConnectionOf<Row> {
  return {
    edges: page.edges,
    nodes: page.edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: page.edges.at(0)?.cursor() ?? null,
      endCursor: page.edges.at(-1)?.cursor() ?? null,
    },
  };
}

/** Counted only when the query selects it. */
export function toCountedConnection<Row>(page: Page<Row>, totalCount: () => Promise<number>): CountedConnectionOf<Row> {
  return { ...toConnection(page), totalCount };
}
