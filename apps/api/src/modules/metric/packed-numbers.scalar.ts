import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/**
 * The bytes of base64 text, where typed arrays can read them. Text that is no base64 decodes to fewer bytes than its
 * length promises.
 * @throws GraphQLError when it is none, or not of whole numbers of `width` bytes
 */
function bytesOf(value: unknown, name: string, width: number): ArrayBuffer {
  if (typeof value === 'string' && value.length % 4 === 0) {
    const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
    const size = (value.length / 4) * 3 - padding;
    const bytes = new Uint8Array(Buffer.from(value, 'base64'));
    if (bytes.length === size && size % width === 0) return bytes.buffer;
  }
  throw new GraphQLError(`${name} must be base64 (with padding) of numbers of ${width} bytes each, little-endian.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

const toInts = (value: unknown) => new Int32Array(bytesOf(value, 'PackedInts', 4));
const toFloats = (value: unknown) => new Float64Array(bytesOf(value, 'PackedFloats', 8));

const textOf = (node: ValueNode): unknown => (node.kind === Kind.STRING ? node.value : null);

/** @throws TypeError for what is no array of numbers of this width */
function base64Of(value: unknown, name: string, width: number): string {
  if (!ArrayBuffer.isView(value) || value.byteLength % width !== 0) throw new TypeError(`${name} cannot be ${value}`);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

export const PackedInts = new GraphQLScalarType<Int32Array, string>({
  name: 'PackedInts',
  description:
    'Base64 of 32-bit integers, little-endian: `Buffer.from(new Int32Array([1, 2]).buffer).toString("base64")`.',
  parseValue: toInts,
  parseLiteral: (node) => toInts(textOf(node)),
  serialize: (value) => base64Of(value, 'PackedInts', Int32Array.BYTES_PER_ELEMENT),
});

export const PackedFloats = new GraphQLScalarType<Float64Array, string>({
  name: 'PackedFloats',
  description:
    'Base64 of 64-bit floats, little-endian: `Buffer.from(new Float64Array([0.5, NaN]).buffer).toString("base64")`.',
  parseValue: toFloats,
  parseLiteral: (node) => toFloats(textOf(node)),
  serialize: (value) => base64Of(value, 'PackedFloats', Float64Array.BYTES_PER_ELEMENT),
});
