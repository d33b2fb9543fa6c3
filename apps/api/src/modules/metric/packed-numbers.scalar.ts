import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** @throws GraphQLError when the text is no base64 of whole numbers of `width` bytes. */
function bytesOf(value: unknown, name: string, width: number): Buffer {
  if (typeof value === 'string' && value.length % 4 === 0 && BASE64.test(value)) {
    const bytes = Buffer.from(value, 'base64');
    if (bytes.length % width === 0) return bytes;
  }
  throw new GraphQLError(`${name} must be base64 (with padding) of numbers of ${width} bytes each, little-endian.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function toInts(value: unknown): number[] {
  const bytes = bytesOf(value, 'PackedInts', 4);
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32LE(4 * i));
}

function toFloats(value: unknown): number[] {
  const bytes = bytesOf(value, 'PackedFloats', 8);
  return Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(8 * i));
}

const textOf = (node: ValueNode): unknown => (node.kind === Kind.STRING ? node.value : null);

/** Only ever sent in: nothing is answered in this form. */
const serialize = (): never => {
  throw new GraphQLError('Packed numbers are for input only.');
};

export const PackedInts = new GraphQLScalarType<number[], never>({
  name: 'PackedInts',
  description:
    'Base64 of 32-bit integers, little-endian: `Buffer.from(new Int32Array([1, 2]).buffer).toString("base64")`.',
  parseValue: toInts,
  parseLiteral: (node) => toInts(textOf(node)),
  serialize,
});

export const PackedFloats = new GraphQLScalarType<number[], never>({
  name: 'PackedFloats',
  description:
    'Base64 of 64-bit floats, little-endian: `Buffer.from(new Float64Array([0.5, NaN]).buffer).toString("base64")`.',
  parseValue: toFloats,
  parseLiteral: (node) => toFloats(textOf(node)),
  serialize,
});
