export interface FramingOptions {
  /** Samples a frame reads. Default 2048. */
  readonly frameLength?: number;
  /** Samples from frame to frame. Default 512. */
  readonly hopLength?: number;
}

/** Frames of a centred framing: 1 + ⌊length / hop⌋ (even frame lengths). */
export function centredFrameCount(sampleCount: number, frameLength: number, hopLength: number): number {
  const padded = sampleCount + 2 * Math.floor(frameLength / 2);
  return padded < frameLength ? 0 : 1 + Math.floor((padded - frameLength) / hopLength);
}

/**
 * Root mean square of each centred frame, with zeros beyond the ends, as `librosa.feature.rms(y=…)`.
 * @returns one value a frame
 */
export function rms(samples: Float32Array | Float64Array, options: FramingOptions = {}): Float64Array {
  const { frameLength = 2048, hopLength = 512 } = options;
  const margin = Math.floor(frameLength / 2);
  const values = new Float64Array(centredFrameCount(samples.length, frameLength, hopLength));
  const energyBefore = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) energyBefore[i + 1] = energyBefore[i] + samples[i] * samples[i];
  for (let frame = 0; frame < values.length; frame++) {
    const start = frame * hopLength - margin;
    const first = Math.max(0, Math.min(samples.length, start));
    const last = Math.max(0, Math.min(samples.length, start + frameLength));
    values[frame] = Math.sqrt((energyBefore[last] - energyBefore[first]) / frameLength);
  }
  return values;
}
