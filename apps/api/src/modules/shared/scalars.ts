import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';

/** An instant, ISO 8601 in UTC with milliseconds. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description: 'An instant as ISO 8601 text in UTC, for example "2026-03-01T12:00:00.000Z".',
});

export const Json = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  description: 'Structure that is truly free: recipes, layers JSON, parameters.',
});
