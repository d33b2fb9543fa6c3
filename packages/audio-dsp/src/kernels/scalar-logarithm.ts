const COEFFICIENTS = [1 / 17, 1 / 15, 1 / 13, 1 / 11, 1 / 9, 1 / 7, 1 / 5, 1 / 3, 1];

/** See assembly/logarithm.ts. */
export function naturalLogs(
  heap: Float64Array,
  values: number,
  count: number,
  minimum: number,
  addend: number,
  out: number,
): void {
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  // The word that holds sign and exponent comes last on little-endian machines.
  const high = IS_LITTLE_ENDIAN ? 1 : 0;
  for (let i = 0; i < count; i++) {
    number[0] = Math.max(heap[values / 8 + i], minimum) + addend;
    let exponent = (words[high] >>> 20) - 1023;
    words[high] = (words[high] & 0x000fffff) | 0x3ff00000;
    let mantissa = number[0];
    if (mantissa > Math.SQRT2) {
      mantissa *= 0.5;
      exponent += 1;
    }
    const f = (mantissa - 1) / (mantissa + 1);
    const square = f * f;
    let series = 1 / 19;
    for (const coefficient of COEFFICIENTS) series = series * square + coefficient;
    heap[out / 8 + i] = exponent * Math.LN2 + 2 * f * series;
  }
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
