/**
 * Encodes mono samples as 16-bit PCM. Samples are multiplied by 32,768, rounded and clipped, so that decoding and
 * encoding again gives the same bytes.
 * @param samples −1…1; NaN becomes silence because the format cannot hold it
 */
export function encodeWav16(samples: Float32Array, sampleRateHz: number): Uint8Array {
  if (!Number.isInteger(sampleRateHz) || sampleRateHz < 1) {
    throw new RangeError(`sampleRateHz must be a positive integer, got ${sampleRateHz}`);
  }
  const headerBytes = 44;
  const dataBytes = samples.length * 2;
  const bytes = new Uint8Array(headerBytes + dataBytes);
  const view = new DataView(bytes.buffer);
  writeFourCc(view, 0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  writeFourCc(view, 8, 'WAVE');
  writeFourCc(view, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  writeFourCc(view, 36, 'data');
  view.setUint32(40, dataBytes, true);
  for (let i = 0; i < samples.length; i++) {
    const scaled = Math.round(samples[i] * 32_768);
    view.setInt16(headerBytes + 2 * i, Math.max(-32_768, Math.min(32_767, scaled)), true);
  }
  return bytes;
}

function writeFourCc(view: DataView, offset: number, text: string): void {
  for (let i = 0; i < 4; i++) view.setUint8(offset + i, text.charCodeAt(i));
}
