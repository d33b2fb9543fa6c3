import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

/** The schema as text, in an order that does not depend on which module was loaded first. */
export function schemaText(schema: GraphQLSchema): string {
  return `# Emitted by \`npm run schema -w @voxboard/api\`. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}
