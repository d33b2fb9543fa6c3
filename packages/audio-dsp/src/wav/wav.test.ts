import { Rng } from '@voxboard/domain';
import { describe, expect, test } from 'vitest';
import { tone, voice } from '../testing/test-signals.js';
import { buildWav } from '../testing/wav-builder.js';
import { decodeWav } from './decode-wav.js';
import { encodeWav16 } from './encode-wav.js';
import {
  CorruptWavHeaderError,
  MissingWavChunkError,
  NotAWavFileError,
  UnsupportedWavFormatError,
  WavError,
} from './wav-errors.js';
import { readWavInfo } from './wav-info.js';

describe('decoding', () => {
  test('a 16-bit file that is encoded and decoded comes back within half a step', () => {
    const samples = voice(4000, 48_000);
    const decoded = decodeWav(encodeWav16(samples, 48_000));
    expect(decoded).toMatchObject({ sampleRateHz: 48_000, channelCount: 1, bitDepth: 16, coding: 'pcm' });
    expect(decoded.durationSec).toBeCloseTo(4000 / 48_000, 12);
    for (let i = 0; i < samples.length; i++) {
      expect(Math.abs(decoded.samples[i] - samples[i])).toBeLessThanOrEqual(0.5 / 32_768 + 1e-7);
    }
  });

  test('encoding what was decoded gives the same bytes', () => {
    const bytes = encodeWav16(voice(1000, 22_050), 22_050);
    expect(encodeWav16(decodeWav(bytes).samples, 22_050)).toEqual(bytes);
  });

  test('samples beyond full scale are clipped, not wrapped', () => {
    const { samples } = decodeWav(encodeWav16(Float32Array.of(1.5, -1.5, 1, -1), 8000));
    expect(Array.from(samples)).toEqual([32_767 / 32_768, -1, 32_767 / 32_768, -1]);
  });

  test.each([
    { name: 'unsigned 8-bit', bitDepth: 8, raw: [0, 64, 128, 255], expected: [-1, -0.5, 0, 127 / 128] },
    { name: '16-bit', bitDepth: 16, raw: [-32_768, 0, 16_384, 32_767], expected: [-1, 0, 0.5, 32_767 / 32_768] },
    { name: '24-bit', bitDepth: 24, raw: [-8_388_608, -1, 0, 4_194_304], expected: [-1, -1 / 8_388_608, 0, 0.5] },
    { name: '32-bit', bitDepth: 32, raw: [-2_147_483_648, 0, 1_073_741_824], expected: [-1, 0, 0.5] },
  ])('$name PCM is scaled as libsndfile scales it', ({ bitDepth, raw, expected }) => {
    const { samples } = decodeWav(buildWav({ bitDepth, samples: raw }));
    expect(Array.from(samples)).toEqual(expected.map(Math.fround));
  });

  test.each([32, 64])('%i-bit float samples pass unscaled, beyond full scale and NaN included', (bitDepth) => {
    const { samples } = decodeWav(buildWav({ formatTag: 3, bitDepth, samples: [0.25, -3.5, Number.NaN] }));
    expect(Array.from(samples)).toEqual([0.25, -3.5, Number.NaN]);
  });

  test('A-law and µ-law codes expand to the values of ITU-T G.711', () => {
    const aLaw = decodeWav(buildWav({ formatTag: 6, bitDepth: 8, samples: [0xd5, 0x55, 0xaa, 0x2a, 0x80] })).samples;
    expect(Array.from(aLaw, (value) => value * 32_768)).toEqual([8, -8, 32_256, -32_256, 5504]);
    const muLaw = decodeWav(buildWav({ formatTag: 7, bitDepth: 8, samples: [0xff, 0x7f, 0x80, 0x00, 0xc0] })).samples;
    expect(Array.from(muLaw, (value) => value * 32_768)).toEqual([0, 0, 32_124, -32_124, 1884]);
  });

  test('channels are averaged to mono', () => {
    const bytes = buildWav({ bitDepth: 16, channelCount: 4, samples: [100, 200, 300, 400, -4, -4, -4, 12] });
    const { samples, channelCount } = decodeWav(bytes);
    expect(channelCount).toBe(4);
    expect(Array.from(samples, (value) => value * 32_768)).toEqual([250, 0]);
  });

  test('the extensible format is read through its sub-format', () => {
    const bytes = buildWav({ formatTag: 3, bitDepth: 32, samples: [0.5, -0.5], isExtensible: true });
    expect(Array.from(decodeWav(bytes).samples)).toEqual([0.5, -0.5]);
  });

  test('unknown chunks of odd length before and after the data are stepped over', () => {
    const bytes = buildWav({
      bitDepth: 16,
      samples: [1, 2, 3],
      chunksBefore: [['LIST', 7]],
      chunksAfter: [['id3 ', 3]],
    });
    expect(Array.from(decodeWav(bytes).samples, (value) => value * 32_768)).toEqual([1, 2, 3]);
  });

  test('a view into a larger buffer at an odd offset decodes the same', () => {
    const bytes = encodeWav16(tone(100, 8000, 440), 8000);
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 3);
    expect(decodeWav(larger.subarray(3, 3 + bytes.length)).samples).toEqual(decodeWav(bytes).samples);
  });
});

describe('sections', () => {
  const bytes = encodeWav16(
    Float32Array.from({ length: 48_000 }, (_, i) => i / 65_536),
    16_000,
  );

  test('an offset and a duration cut whole samples, as librosa.load does', () => {
    const { samples, durationSec } = decodeWav(bytes, { offsetSec: 0.6, durationSec: 0.50009 });
    expect(samples.length).toBe(8001);
    expect(samples).toEqual(decodeWav(bytes).samples.subarray(9600, 17_601));
    expect(durationSec).toBe(8001 / 16_000);
  });

  test('a section beyond the end gives what there is, down to nothing', () => {
    expect(decodeWav(bytes, { offsetSec: 2.5, durationSec: 2.5 }).samples.length).toBe(8000);
    expect(decodeWav(bytes, { offsetSec: 9 }).samples.length).toBe(0);
  });
});

describe('broken files', () => {
  const errorOf = (bytes: Uint8Array): unknown => {
    try {
      decodeWav(bytes);
    } catch (error) {
      return error;
    }
    return null;
  };

  test('data shorter than promised is decoded as far as it goes and said to be truncated', () => {
    const bytes = encodeWav16(tone(1000, 8000, 440), 8000).subarray(0, 44 + 601);
    expect(readWavInfo(bytes)).toMatchObject({ frameCount: 300, isTruncated: true });
    expect(decodeWav(bytes).samples.length).toBe(300);
  });

  test.each([0, 0xffffffff, 0x7fffffff])('a data size of %i means "to the end"', (size) => {
    const bytes = encodeWav16(tone(100, 8000, 440), 8000);
    new DataView(bytes.buffer).setUint32(40, size, true);
    expect(readWavInfo(bytes)).toMatchObject({ frameCount: 100, isTruncated: false });
  });

  test('a header that promises gigabytes allocates only what the file holds', () => {
    const bytes = encodeWav16(tone(10, 8000, 440), 8000);
    new DataView(bytes.buffer).setUint32(40, 0xf0000000, true);
    expect(decodeWav(bytes).samples.length).toBe(10);
  });

  test('errors are named and point at the byte', () => {
    expect(errorOf(new Uint8Array(3))).toBeInstanceOf(NotAWavFileError);
    expect(errorOf(new TextEncoder().encode('OggS and more bytes'))).toBeInstanceOf(NotAWavFileError);
    expect(errorOf(buildWav({ bitDepth: 16, samples: [] }).subarray(0, 36))).toBeInstanceOf(MissingWavChunkError);
    const noChannels = errorOf(buildWav({ bitDepth: 16, channelCount: 0, samples: [1] }));
    expect(noChannels).toBeInstanceOf(CorruptWavHeaderError);
    expect(noChannels).toMatchObject({ byteOffset: 22, code: 'CORRUPT_WAV_HEADER' });
    const adpcm = errorOf(buildWav({ formatTag: 2, bitDepth: 16, samples: [1] }));
    expect(adpcm).toBeInstanceOf(UnsupportedWavFormatError);
    expect(adpcm).toMatchObject({ byteOffset: 20 });
    expect(errorOf(buildWav({ bitDepth: 16, channelCount: 9, samples: [1] }))).toBeInstanceOf(
      UnsupportedWavFormatError,
    );
    expect(errorOf(buildWav({ bitDepth: 16, sampleRateHz: 0, samples: [1] }))).toBeInstanceOf(CorruptWavHeaderError);
    expect(errorOf(buildWav({ bitDepth: 40, samples: [] }))).toBeInstanceOf(CorruptWavHeaderError);
  });

  test('6,000 seeded mutations of valid files give samples or a named error, never anything else', () => {
    const rng = new Rng(20_261_122);
    const originals = [
      buildWav({ bitDepth: 16, channelCount: 2, samples: [1, 2, 3, 4, 5, 6], chunksBefore: [['LIST', 5]] }),
      buildWav({ formatTag: 3, bitDepth: 64, samples: [0.1, 0.2], isExtensible: true }),
      buildWav({ bitDepth: 24, samples: [1, 2, 3], chunksAfter: [['bext', 9]] }),
      buildWav({ formatTag: 7, bitDepth: 8, samples: [1, 2, 3] }),
    ];
    let failures = 0;
    for (let round = 0; round < 6000; round++) {
      const original = originals[rng.below(originals.length)];
      const bytes = original.slice(0, rng.uniform() < 0.3 ? rng.below(original.length + 1) : original.length);
      for (let change = rng.below(6); change >= 0 && bytes.length > 0; change--) {
        const interesting = [0, 1, 0x7f, 0x80, 0xff, rng.below(256)];
        bytes[rng.below(bytes.length)] = interesting[rng.below(interesting.length)];
      }
      const error = errorOf(bytes);
      if (error === null) continue;
      failures++;
      expect(error, `round ${round}`).toBeInstanceOf(WavError);
    }
    expect(failures).toBeGreaterThan(500);
  });
});
