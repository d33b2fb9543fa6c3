import { requireFinite } from '../finite-audio.js';

/** A second-order filter: b0, b1, b2 over 1, a1, a2. */
interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

const BLOCK_SEC = 0.4;
const BLOCK_OVERLAP = 0.75;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
/** So that a full-scale tone of 997 Hz in one channel reads −3.01 LUFS. */
const OFFSET_LU = -0.691;

/**
 * Loudness of a whole mono signal in LUFS by ITU-R BS.1770-4 (EBU R 128): K-weighted power of blocks of 400 ms, without
 * those under −70 LUFS and those 10 LU under the mean of the rest.
 * @returns LUFS; −Infinity for silence and for signals shorter than a block
 * @throws RangeError for a sample rate that is not positive, NonFiniteAudioError
 */
export function integratedLoudness(samples: Float32Array | Float64Array, sampleRateHz: number): number {
  if (!(sampleRateHz > 0)) throw new RangeError(`a sample rate must be positive, got ${sampleRateHz}`);
  requireFinite(samples);
  const weighted = applyBiquad(applyBiquad(samples, shelf(sampleRateHz)), highPass(sampleRateHz));
  const powers = blockPowers(weighted, sampleRateHz);
  const audible = powers.filter((power) => lufsOf(power) > ABSOLUTE_GATE_LUFS);
  const gate = lufsOf(meanOf(audible)) + RELATIVE_GATE_LU;
  return lufsOf(meanOf(audible.filter((power) => lufsOf(power) > gate)));
}

function blockPowers(weighted: Float64Array, sampleRateHz: number): Float64Array {
  const step = BLOCK_SEC * (1 - BLOCK_OVERLAP);
  const durationSec = weighted.length / sampleRateHz;
  const count = Math.max(0, Math.round((durationSec - BLOCK_SEC) / step) + 1);
  if (durationSec < BLOCK_SEC) return new Float64Array(0);
  return Float64Array.from({ length: count }, (_, block) => {
    const start = Math.trunc(block * step * sampleRateHz);
    const end = Math.trunc((block * step + BLOCK_SEC) * sampleRateHz);
    let energy = 0;
    for (let i = start; i < Math.min(end, weighted.length); i++) energy += weighted[i] * weighted[i];
    return energy / (BLOCK_SEC * sampleRateHz);
  });
}

function lufsOf(power: number): number {
  return OFFSET_LU + 10 * Math.log10(power);
}

function meanOf(powers: Float64Array): number {
  return powers.length === 0 ? 0 : powers.reduce((sum, power) => sum + power, 0) / powers.length;
}

// The standard gives both filters for 48 kHz alone; these are the analogue filters they come from, for any rate, with
// the constants that reproduce the standard's coefficients (as libebur128 has them).
function shelf(sampleRateHz: number): Biquad {
  const gain = 10 ** (3.999843853973347 / 20);
  const middle = gain ** 0.4996667741545416;
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const damping = k / 0.7071752369554196;
  const norm = 1 + damping + k * k;
  return {
    b: [
      (gain + middle * damping + k * k) / norm,
      (2 * (k * k - gain)) / norm,
      (gain - middle * damping + k * k) / norm,
    ],
    a: [(2 * (k * k - 1)) / norm, (1 - damping + k * k) / norm],
  };
}

function highPass(sampleRateHz: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const damping = k / 0.5003270373238773;
  const norm = 1 + damping + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / norm, (1 - damping + k * k) / norm] };
}

function applyBiquad(samples: Float32Array | Float64Array, { b, a }: Biquad): Float64Array {
  const out = new Float64Array(samples.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i];
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[i] = y;
  }
  return out;
}
