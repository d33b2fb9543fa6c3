/*
 * Postgres's binary form of one-dimensional arrays without NULLs: a header of 20 bytes (12 when empty), then length and
 * value of each element. Parameters are sent in it; results arrive in it through `array_send(…)` as bytea, because `pg`
 * reads every result as UTF-8 text and its binary mode mangles bytes.
 */

const HEADER = 20;
const EMPTY_HEADER = 12;
const WORD = 2 ** 32;
const INT2_OID = 21;
const INT4_OID = 23;
const INT8_OID = 20;
const FLOAT4_OID = 700;
const FLOAT8_OID = 701;

// One loop a type, so that each stays monomorphic: this is the inner loop of every append.

export function int2Array(parts: readonly Int16Array[]): Buffer {
  const { bytes, view } = newArray(parts, INT2_OID, 2);
  let at = HEADER;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, at += 6) {
      view.setInt32(at, 2);
      view.setInt16(at + 4, part[i] as number);
    }
  }
  return bytes;
}

export function int4Array(parts: readonly Int32Array[]): Buffer {
  const { bytes, view } = newArray(parts, INT4_OID, 4);
  let at = HEADER;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, at += 8) {
      view.setInt32(at, 4);
      view.setInt32(at + 4, part[i] as number);
    }
  }
  return bytes;
}

/** Of whole numbers, exact up to 2⁵³. */
export function int8Array(parts: readonly Float64Array[]): Buffer {
  const { bytes, view } = newArray(parts, INT8_OID, 8);
  let at = HEADER;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, at += 12) {
      const value = part[i] as number;
      view.setInt32(at, 8);
      // The high word is floored, so that both words together stand for negative numbers too.
      view.setInt32(at + 4, Math.floor(value / WORD));
      view.setUint32(at + 8, value >>> 0);
    }
  }
  return bytes;
}

export function float4Array(parts: readonly Float32Array[]): Buffer {
  const { bytes, view } = newArray(parts, FLOAT4_OID, 4);
  let at = HEADER;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, at += 8) {
      view.setInt32(at, 4);
      view.setFloat32(at + 4, part[i] as number);
    }
  }
  return bytes;
}

export function float8Array(parts: readonly Float64Array[]): Buffer {
  const { bytes, view } = newArray(parts, FLOAT8_OID, 8);
  let at = HEADER;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, at += 12) {
      view.setInt32(at, 8);
      view.setFloat64(at + 4, part[i] as number);
    }
  }
  return bytes;
}

export function readInt2s(bytes: Buffer): Int16Array {
  const view = viewOf(bytes);
  const out = new Int16Array(lengthOf(view));
  for (let i = 0; i < out.length; i++) out[i] = view.getInt16(HEADER + 4 + i * 6);
  return out;
}
export function readInt4s(bytes: Buffer): Int32Array {
  const view = viewOf(bytes);
  const out = new Int32Array(lengthOf(view));
  for (let i = 0; i < out.length; i++) out[i] = view.getInt32(HEADER + 4 + i * 8);
  return out;
}
/** Exact up to 2⁵³, far beyond any timestamp. */
export function readInt8s(bytes: Buffer): Float64Array {
  const view = viewOf(bytes);
  const out = new Float64Array(lengthOf(view));
  for (let i = 0; i < out.length; i++) {
    const at = HEADER + 4 + i * 12;
    out[i] = view.getInt32(at) * WORD + view.getUint32(at + 4);
  }
  return out;
}
export function readFloat4s(bytes: Buffer): Float32Array {
  const view = viewOf(bytes);
  const out = new Float32Array(lengthOf(view));
  for (let i = 0; i < out.length; i++) out[i] = view.getFloat32(HEADER + 4 + i * 8);
  return out;
}
export function readFloat8s(bytes: Buffer): Float64Array {
  const view = viewOf(bytes);
  const out = new Float64Array(lengthOf(view));
  for (let i = 0; i < out.length; i++) out[i] = view.getFloat64(HEADER + 4 + i * 12);
  return out;
}

function newArray(parts: readonly { readonly length: number }[], oid: number, width: number) {
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = Buffer.allocUnsafe(count === 0 ? EMPTY_HEADER : HEADER + count * (4 + width));
  const view = viewOf(bytes);
  view.setInt32(0, count === 0 ? 0 : 1);
  view.setInt32(4, 0);
  view.setInt32(8, oid);
  if (count > 0) {
    view.setInt32(12, count);
    view.setInt32(16, 1);
  }
  return { bytes, view };
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function lengthOf(view: DataView): number {
  return view.getInt32(0) === 0 ? 0 : view.getInt32(12);
}
