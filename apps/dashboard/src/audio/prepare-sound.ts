export interface Sound {
  readonly sampleRateHz: number;
  readonly durationSec: number;
  readonly minima: readonly number[];
  readonly maxima: readonly number[];
  readonly frameCount: number;
  readonly rowCount: number;
  readonly secPerFrame: number;
  readonly minHz: number;
  readonly maxHz: number;
  readonly maxDb: number;
  readonly rangeDb: number;
  /** frames × rows, 0…255, lowest row first. */
  readonly levels: Uint8Array;
}

/** The outline of a waveform in a box of `minima.length` × 2, loudest sample at the edge. */
export function waveformPath({ minima, maxima }: Pick<Sound, 'minima' | 'maxima'>): string {
  if (minima.length === 0) return '';
  const peak = Math.max(1e-6, ...maxima, ...minima.map((low) => -low));
  const y = (value: number) => (1 - value / peak).toFixed(3);
  const top = maxima.map((high, i) => `${i},${y(high)}`);
  const bottom = minima.map((low, i) => `${i},${y(low)}`).reverse();
  return `M${top.join('L')}L${bottom.join('L')}Z`;
}

const FREQUENCY_TICKS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

/** Round frequencies and their places on a logarithmic axis, 0 … 1 from the bottom. */
export function frequencyTicks(minHz: number, maxHz: number): { readonly label: string; readonly at: number }[] {
  return FREQUENCY_TICKS.filter((hz) => hz > minHz * 1.1 && hz < maxHz * 0.95).map((hz) => ({
    label: hz < 1000 ? String(hz) : `${hz / 1000}k`,
    at: Math.log(hz / minHz) / Math.log(maxHz / minHz),
  }));
}

/** Pixels of the picture, highest frequency on top, coloured by a table of 256 colours (RGBA). */
export function spectrogramPixels(
  { levels, frameCount, rowCount }: Pick<Sound, 'levels' | 'frameCount' | 'rowCount'>,
  colours: Uint8ClampedArray,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(frameCount * rowCount * 4);
  for (let frame = 0; frame < frameCount; frame++) {
    for (let row = 0; row < rowCount; row++) {
      const colour = 4 * (levels[frame * rowCount + row] ?? 0);
      const pixel = 4 * ((rowCount - 1 - row) * frameCount + frame);
      for (let part = 0; part < 4; part++) pixels[pixel + part] = colours[colour + part] ?? 0;
    }
  }
  return pixels;
}

export interface SoundReading {
  readonly seconds: number;
  /** Largest magnitude near that time in dB below full scale; null for silence. */
  readonly peakDbfs: number | null;
  /** Frequency of the strongest row of the spectrogram; null where nothing is above its floor. */
  readonly loudestHz: number | null;
}

/** What there is at a time of a sound: what the eye reads off the picture. */
export function readSound(sound: Sound, seconds: number): SoundReading {
  const share = sound.durationSec === 0 ? 0 : Math.min(1, Math.max(0, seconds / sound.durationSec));
  const part = Math.min(sound.minima.length - 1, Math.floor(share * sound.minima.length));
  const peak = Math.max(sound.maxima[part] ?? 0, -(sound.minima[part] ?? 0));
  const frame = Math.min(sound.frameCount - 1, Math.round(seconds / sound.secPerFrame));
  const levels = sound.levels.subarray(frame * sound.rowCount, (frame + 1) * sound.rowCount);
  const strongest = levels.reduce((max, level) => Math.max(max, level), 0);
  const row = levels.indexOf(strongest);
  const octaves = sound.rowCount > 1 ? row / (sound.rowCount - 1) : 0;
  return {
    seconds,
    peakDbfs: peak > 0 ? 20 * Math.log10(peak) : null,
    loudestHz: strongest === 0 ? null : sound.minHz * (sound.maxHz / sound.minHz) ** octaves,
  };
}

/** Evenly spaced readings of a whole sound, for its table. */
export function readWhole(sound: Sound, count: number): SoundReading[] {
  return Array.from({ length: count }, (_, i) => readSound(sound, ((i + 0.5) * sound.durationSec) / count));
}
