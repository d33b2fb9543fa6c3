import { DomainError } from '@voxboard/domain';
import { GraphQLError, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { ApiContext } from '../context.js';

type Resolver = GraphQLFieldResolver<unknown, ApiContext>;

/**
 * graphql-js takes any error with a `path` for one that it has located in the query already, and domain errors have a
 * path: of the input. Wrapped before they reach it, they get the place in the query that clients look for.
 */
export function locateDomainErrors(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve) field.resolve = wrapped(field.resolve);
      if (field.subscribe) field.subscribe = wrapped(field.subscribe);
    }
  }
  return schema;
}

function wrapped(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    try {
      const result: unknown = resolve(source, args, context, info);
      return result instanceof Promise ? result.catch(rethrow) : result;
    } catch (error) {
      return rethrow(error);
    }
  };
}

function rethrow(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  throw new GraphQLError(error.message, { originalError: error });
}
