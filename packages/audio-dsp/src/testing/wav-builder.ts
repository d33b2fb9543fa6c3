/** A WAV file with every field under the test's control; `samples` are raw codes (floats for format tag 3). */
export interface WavSpec {
  readonly formatTag?: number;
  readonly bitDepth: number;
  readonly channelCount?: number;
  readonly sampleRateHz?: number;
  readonly samples: readonly number[];
  readonly isExtensible?: boolean;
  readonly chunksBefore?: readonly (readonly [id: string, size: number])[];
  readonly chunksAfter?: readonly (readonly [id: string, size: number])[];
}

export function buildWav(spec: WavSpec): Uint8Array {
  const { formatTag = 1, bitDepth, channelCount = 1, sampleRateHz = 8000, isExtensible = false } = spec;
  const bytes: number[] = [];
  const text = (value: string) => {
    for (const character of value) bytes.push(character.charCodeAt(0));
  };
  const integer = (value: number, count: number) => {
    for (let i = 0; i < count; i++) bytes.push(Math.floor(value / 256 ** i) & 0xff);
  };
  const filler = (chunks: WavSpec['chunksBefore']) => {
    for (const [id, size] of chunks ?? []) {
      text(id);
      integer(size, 4);
      for (let i = 0; i < size + (size % 2); i++) bytes.push(i & 0xff);
    }
  };
  const sampleBytes = Math.ceil(bitDepth / 8);
  text('RIFF');
  integer(0, 4);
  text('WAVE');
  if (spec.chunksBefore) filler(spec.chunksBefore);
  text('fmt ');
  integer(isExtensible ? 40 : 16, 4);
  integer(isExtensible ? 0xfffe : formatTag, 2);
  integer(channelCount, 2);
  integer(sampleRateHz, 4);
  integer(sampleRateHz * channelCount * sampleBytes, 4);
  integer(channelCount * sampleBytes, 2);
  integer(bitDepth, 2);
  if (isExtensible) {
    integer(22, 2);
    integer(bitDepth, 2);
    integer(0, 4);
    integer(formatTag, 2);
    integer(0, 14);
  }
  text('data');
  integer(spec.samples.length * sampleBytes, 4);
  for (const sample of spec.samples) {
    if (formatTag === 3) {
      const view = new DataView(new ArrayBuffer(8));
      if (bitDepth === 32) view.setFloat32(0, sample, true);
      else view.setFloat64(0, sample, true);
      for (let i = 0; i < sampleBytes; i++) bytes.push(view.getUint8(i));
    } else integer(sample, sampleBytes);
  }
  if ((spec.samples.length * sampleBytes) % 2 === 1) bytes.push(0);
  filler(spec.chunksAfter);
  const file = Uint8Array.from(bytes);
  new DataView(file.buffer).setUint32(4, file.length - 8, true);
  return file;
}
