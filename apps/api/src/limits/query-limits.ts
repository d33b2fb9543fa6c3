import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode } from 'graphql';
import { type QueryCost, QueryCostMeter } from './query-cost.js';

/** Lexer tokens of a document; graphql-js stops reading there. */
export const MAX_TOKENS = 4000;

/** The most one operation may ask for. The dashboard's heaviest page needs a tenth of it. */
export const QUERY_LIMITS: Readonly<QueryCost> = {
  depth: 12,
  rootFields: 20,
  aliases: 50,
  directives: 50,
  cost: 250_000,
};

const REMEDIES: Readonly<Record<keyof QueryCost, string>> = {
  depth: 'Ask for less nesting',
  rootFields: 'Ask for less at once',
  aliases: 'Use fewer aliases, or a field that takes several ids',
  directives: 'Use fewer directives',
  cost: 'Ask for smaller pages (`first`)',
};

export function measureOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): QueryCost {
  return new QueryCostMeter(document, variables).measure(operation);
}

/** The first limit that is broken, as the error to answer with. */
export function limitError(measured: QueryCost, limits: Readonly<QueryCost> = QUERY_LIMITS): GraphQLError | null {
  for (const name of ['depth', 'rootFields', 'aliases', 'directives', 'cost'] as const) {
    if (measured[name] <= limits[name]) continue;
    return new GraphQLError(
      `The operation's ${name} is ${measured[name]}, at most ${limits[name]} is allowed. ${REMEDIES[name]}.`,
      {
        extensions: {
          code: 'QUERY_TOO_LARGE',
          limit: name,
          allowed: limits[name],
          measured: measured[name],
        },
      },
    );
  }
  return null;
}

export function findOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
): OperationDefinitionNode | undefined {
  return document.definitions.find(
    (node): node is OperationDefinitionNode =>
      node.kind === Kind.OPERATION_DEFINITION && (operationName == null || node.name?.value === operationName),
  );
}
