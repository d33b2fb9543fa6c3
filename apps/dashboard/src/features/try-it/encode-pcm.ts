/** Mono samples as a 32-bit float WAV file: nothing is lost. */
export function encodePcm(samples: Float32Array, sampleRateHz: number): Blob {
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, word: string) => {
    for (let i = 0; i < word.length; i++) header.setUint8(at + i, word.charCodeAt(i));
  };
  const dataBytes = 4 * samples.length;
  text(0, 'RIFF');
  header.setUint32(4, 36 + dataBytes, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 3, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, sampleRateHz, true);
  header.setUint32(28, 4 * sampleRateHz, true);
  header.setUint16(32, 4, true);
  header.setUint16(34, 32, true);
  text(36, 'data');
  header.setUint32(40, dataBytes, true);
  return new Blob([header.buffer, Float32Array.from(samples)], { type: 'audio/wav' });
}
