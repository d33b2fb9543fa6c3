/**
 * The bytes of an ONNX model with one Gemm node, encoded by hand (protocol buffers, ModelProto of onnx.proto3), because
 * a dependency for 200 constant bytes would be out of proportion.
 */
export function encodeGemmModel(transposeA: boolean, transposeB: boolean): Uint8Array {
  const node = message(1, [
    ...text(1, 'a'),
    ...text(1, 'b'),
    ...text(2, 'c'),
    ...text(4, 'Gemm'),
    ...intAttribute('transA', transposeA ? 1 : 0),
    ...intAttribute('transB', transposeB ? 1 : 0),
  ]);
  const graph = message(7, [
    ...node,
    ...text(2, 'gemm'),
    ...message(11, matrix('a', transposeA ? ['k', 'm'] : ['m', 'k'])),
    ...message(11, matrix('b', transposeB ? ['n', 'k'] : ['k', 'n'])),
    ...message(12, matrix('c', ['m', 'n'])),
  ]);
  const irVersion = 8;
  const opset = 13;
  return Uint8Array.from([...integer(1, irVersion), ...message(8, [...text(1, ''), ...integer(2, opset)]), ...graph]);
}

const FLOAT = 1;
const INT_ATTRIBUTE = 2;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

function integer(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

function message(field: number, bytes: readonly number[]): number[] {
  return [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
}

function text(field: number, value: string): number[] {
  return message(field, [...new TextEncoder().encode(value)]);
}

function intAttribute(name: string, value: number): number[] {
  return message(5, [...text(1, name), ...integer(3, value), ...integer(20, INT_ATTRIBUTE)]);
}

/** A ValueInfoProto: a float matrix with named dimensions. */
function matrix(name: string, dimensions: readonly string[]): number[] {
  const shape = dimensions.flatMap((dimension) => message(1, text(2, dimension)));
  return [...text(1, name), ...message(2, message(1, [...integer(1, FLOAT), ...message(2, shape)]))];
}
