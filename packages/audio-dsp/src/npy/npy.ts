import { InvalidNpyError } from './npy-errors.js';

/** An n-dimensional array, row-major (C order), as NumPy stores it in an `.npy` file. */
export interface NpyArray<T extends Float32Array | Float64Array = Float32Array | Float64Array> {
  readonly shape: readonly number[];
  readonly data: T;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * The header of a little-endian float `.npy` file, version 1.0; the values follow it. For matrices written piece by piece.
 * @throws RangeError when a length is negative or not whole
 */
export function npyHeader(shape: readonly number[], itemBytes: 4 | 8): Uint8Array {
  if (shape.some((length) => !Number.isInteger(length) || length < 0)) {
    throw new RangeError(`shape (${shape.join(', ')}) holds a length that is negative or not whole`);
  }
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '<f${itemBytes}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // The data must start at a multiple of 64 bytes; the header is padded with spaces and ends in a newline.
  const headerBytes = Math.ceil((10 + text.length + 1) / 64) * 64;
  const bytes = new Uint8Array(headerBytes).fill(0x20);
  bytes.set(MAGIC);
  bytes[6] = 1;
  bytes[7] = 0;
  new DataView(bytes.buffer).setUint16(8, headerBytes - 10, true);
  for (let i = 0; i < text.length; i++) bytes[10 + i] = text.charCodeAt(i);
  bytes[headerBytes - 1] = 0x0a;
  return bytes;
}

/**
 * Encodes a row-major array as `.npy` version 1.0, little-endian, `<f4` or `<f8` by the type of `data`.
 * @throws RangeError when the shape does not hold exactly `data.length` values
 */
export function encodeNpy(shape: readonly number[], data: Float32Array | Float64Array): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) {
    throw new RangeError(`shape (${shape.join(', ')}) holds ${size} values, data holds ${data.length}`);
  }
  const header = npyHeader(shape, data instanceof Float32Array ? 4 : 8);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  if (data instanceof Float32Array) {
    for (let i = 0; i < data.length; i++) view.setFloat32(header.length + 4 * i, data[i], true);
  } else {
    for (let i = 0; i < data.length; i++) view.setFloat64(header.length + 8 * i, data[i], true);
  }
  return bytes;
}

/** What the head of an `.npy` file says of the values that follow it. */
export interface NpyLayout {
  readonly shape: readonly number[];
  readonly itemBytes: 4 | 8;
  /** Byte at which the values start. */
  readonly dataStart: number;
}

/**
 * Decodes an `.npy` file (versions 1 to 3) of little-endian float32 or float64 in C order.
 * @throws InvalidNpyError for anything else, including a file shorter than its shape
 */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  const { shape, itemBytes, dataStart } = npyLayout(bytes);
  const count = shape.reduce((product, length) => product * length, 1);
  if (!(count * itemBytes <= bytes.length - dataStart)) {
    throw new InvalidNpyError(`The .npy file ends before its ${count} values: it was cut short.`);
  }
  return { shape, data: readValues(bytes, dataStart, count, itemBytes) };
}

/**
 * Reads the head of an `.npy` file, for files whose values are read piece by piece.
 * @param bytes the file's first bytes; 4,096 are enough
 * @throws InvalidNpyError when it is none, or not of little-endian floats in C order
 */
export function npyLayout(bytes: Uint8Array): NpyLayout {
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new InvalidNpyError('This is not an .npy file: the first six bytes differ.');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = bytes[6] >= 2;
  if (isLong && bytes.length < 12) throw new InvalidNpyError('The .npy header is cut short.');
  const headerStart = isLong ? 12 : 10;
  const dataStart = headerStart + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
  if (dataStart > bytes.length) throw new InvalidNpyError('The .npy header is cut short.');
  const header = String.fromCharCode(...bytes.subarray(headerStart, Math.min(dataStart, headerStart + 4096)));
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  if (descr !== '<f4' && descr !== '<f8') {
    throw new InvalidNpyError(`The .npy type "${descr ?? 'unknown'}" is not supported: save it as float32 or float64.`);
  }
  if (!/'fortran_order'\s*:\s*False/.test(header)) {
    throw new InvalidNpyError('The .npy array is in Fortran order: save it with np.ascontiguousarray.');
  }
  const shapeText = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (shapeText === undefined) throw new InvalidNpyError('The .npy header names no shape.');
  const shape = shapeText
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  return { shape, itemBytes: descr === '<f4' ? 4 : 8, dataStart };
}

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function readValues(bytes: Uint8Array, start: number, count: number, itemBytes: 4 | 8): Float32Array | Float64Array {
  if (IS_LITTLE_ENDIAN) {
    // Not `slice`: a Node buffer's gives a view, which may start anywhere.
    const copy = new Uint8Array(count * itemBytes);
    copy.set(bytes.subarray(start, start + copy.length));
    return itemBytes === 4 ? new Float32Array(copy.buffer) : new Float64Array(copy.buffer);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (itemBytes === 4) {
    const data = new Float32Array(count);
    for (let i = 0; i < count; i++) data[i] = view.getFloat32(start + 4 * i, true);
    return data;
  }
  const data = new Float64Array(count);
  for (let i = 0; i < count; i++) data[i] = view.getFloat64(start + 8 * i, true);
  return data;
}
