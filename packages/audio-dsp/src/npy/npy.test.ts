import { describe, expect, test } from 'vitest';
import { decodeNpy, encodeNpy } from './npy.js';
import { InvalidNpyError } from './npy-errors.js';

describe('npy files', () => {
  test.each([
    { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, Number.NaN) },
    { shape: [4], data: Float64Array.of(0.1, -0, Number.POSITIVE_INFINITY, 5e-324) },
    { shape: [0, 162], data: new Float32Array(0) },
    { shape: [], data: Float64Array.of(7) },
    { shape: [2, 1, 2], data: Float64Array.of(1, 2, 3, 4) },
  ])('an array of shape $shape comes back unchanged', ({ shape, data }) => {
    const decoded = decodeNpy(encodeNpy(shape, data));
    expect(decoded.shape).toEqual(shape);
    expect(decoded.data).toEqual(data);
  });

  test('the header is the one NumPy writes, 64-byte aligned', () => {
    const bytes = encodeNpy([2, 3], new Float32Array(6));
    const header = String.fromCharCode(...bytes.subarray(10, bytes.length - 24));
    expect(header.trimEnd()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
    expect((bytes.length - 24) % 64).toBe(0);
    expect(bytes[bytes.length - 25]).toBe(0x0a);
  });

  test('a shape that does not hold the data is refused', () => {
    expect(() => encodeNpy([2, 2], new Float32Array(5))).toThrow(RangeError);
    expect(() => encodeNpy([-1, -4], new Float32Array(4))).toThrow(RangeError);
  });

  test('other bytes, other types, Fortran order and cut files are named errors', () => {
    const valid = encodeNpy([3], Float64Array.of(1, 2, 3));
    const withText = (from: string, to: string) => {
      const bytes = valid.slice();
      const at = String.fromCharCode(...bytes).indexOf(from);
      for (let i = 0; i < to.length; i++) bytes[at + i] = to.charCodeAt(i);
      return bytes;
    };
    const broken = [
      new Uint8Array(4),
      withText('NUMPY', 'NUMPI'),
      withText('<f8', '<i8'),
      withText('False', 'True '),
      withText('shape', 'shave'),
      valid.subarray(0, 40),
      valid.subarray(0, valid.length - 1),
    ];
    for (const bytes of broken) expect(() => decodeNpy(bytes)).toThrow(InvalidNpyError);
  });
});
