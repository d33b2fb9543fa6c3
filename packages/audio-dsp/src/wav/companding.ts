/**
 * ITU-T G.711 expansion tables: 256 codes to linear samples in −1…1 (16-bit values divided by 32,768, as libsndfile).
 */
export function aLawTable(): Float32Array {
  return Float32Array.from({ length: 256 }, (_, code) => expandALaw(code) / 32_768);
}

export function muLawTable(): Float32Array {
  return Float32Array.from({ length: 256 }, (_, code) => expandMuLaw(code) / 32_768);
}

function expandALaw(code: number): number {
  // Even bits are inverted on the line.
  const bits = code ^ 0x55;
  const exponent = (bits & 0x70) >> 4;
  const mantissa = (bits & 0x0f) << 4;
  const magnitude = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

function expandMuLaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return bits & 0x80 ? 0 - magnitude : magnitude;
}
