import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const NAMED: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function parse(value: unknown): number {
  if (typeof value === 'number') return value;
  const named = NAMED.get(value);
  if (named === undefined) {
    throw new GraphQLError(
      `MetricValue must be a number or one of the strings "NaN", "Infinity", "-Infinity", got ${JSON.stringify(value)?.slice(0, 60)}`,
      { extensions: { code: 'BAD_USER_INPUT' } },
    );
  }
  return named;
}

/** A measured number. JSON has no NaN or Infinity, so those three travel as strings, both ways. */
export const MetricValue = new GraphQLScalarType<number, number | string>({
  name: 'MetricValue',
  description:
    'A 64-bit float that may also be "NaN", "Infinity" or "-Infinity" (as strings). A missing value is null, never one of these.',
  serialize(value) {
    if (typeof value !== 'number') throw new GraphQLError(`MetricValue cannot represent a ${typeof value}`);
    return Number.isFinite(value) ? value : String(value);
  },
  parseValue: parse,
  parseLiteral(node) {
    if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
    return parse(node.kind === Kind.STRING ? node.value : node.kind);
  },
});
