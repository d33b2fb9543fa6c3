import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav16 } from '@voxboard/audio-dsp';
import { STUDY_162_PLAIN } from '@voxboard/domain';
// The threads are compiled files, so that the package is tested as others see it.
import { extractAll, FeatureCache } from '@voxboard/extraction';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A FLAC file of one frame of verbatim 16-bit samples; nothing checks its sums. */
function verbatimFlac(samples: Int16Array, sampleRateHz: number): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, width: number) => {
    for (let bit = width - 1; bit >= 0; bit--) bits.push(Math.floor(value / 2 ** bit) & 1);
  };
  for (const character of 'fLaC') put(character.charCodeAt(0), 8);
  put(0x80, 8);
  put(34, 24);
  put(samples.length, 16);
  put(samples.length, 16);
  put(0, 48);
  put(sampleRateHz, 20);
  put(0, 3);
  put(15, 5);
  put(samples.length, 36);
  put(0, 128);
  const frameStart = bits.length / 8;
  put(0xfff8, 16);
  // Block size and rate follow in 16 bits each; one channel of 16 bits; frame 0.
  put(0x7d, 8);
  put(0x08, 8);
  put(0, 8);
  put(samples.length - 1, 16);
  put(sampleRateHz, 16);
  put(crc(toBytes(bits).subarray(frameStart), 8, 0x07), 8);
  put(0b00000010, 8);
  for (const sample of samples) put(sample & 0xffff, 16);
  put(crc(toBytes(bits).subarray(frameStart), 16, 0x8005), 16);
  return toBytes(bits);
}

function toBytes(bits: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: bits.length / 8 }, (_, i) =>
    bits.slice(8 * i, 8 * i + 8).reduce((byte, bit) => 2 * byte + bit, 0),
  );
}

function crc(bytes: Uint8Array, width: number, polynomial: number): number {
  const top = 2 ** (width - 1);
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) sum = (sum & top ? (sum << 1) ^ polynomial : sum << 1) & (2 * top - 1);
  }
  return sum;
}

describe('recordings of other formats', () => {
  const codes = Int16Array.from({ length: 4800 }, (_, i) => Math.round(12_000 * Math.sin(i * (0.1 + i / 50_000))));
  const wav = encodeWav16(
    Float32Array.from(codes, (code) => code / 32_768),
    8000,
  );
  const recordings: Record<string, Uint8Array> = {
    a: wav,
    b: verbatimFlac(codes, 8000),
    c: new TextEncoder().encode('no sound'),
  };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxboard-extraction-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('the same sound as WAV and as FLAC gives the same features; what is no recording fails with the reason', async () => {
    const recipe = { ...STUDY_162_PLAIN, offsetSec: 0.1, durationSec: 0.3 };
    const cache = new FeatureCache(folder, 'recipe');
    const failed: string[] = [];
    await extractAll({
      clips: Object.keys(recordings).map((sha256) => ({ path: sha256, sha256: sha256.padEnd(64, '0') })),
      recipe,
      cache,
      blobs: { get: async (sha256) => (recordings[sha256.replace(/0+$/, '')] ?? new Uint8Array(0)).slice() },
      threadCount: 1,
      signal: new AbortController().signal,
      onProgress: () => {},
    }).then(({ failures }) => failed.push(...failures.map(({ path, reason }) => `${path}: ${reason}`)));
    const [fromWav, fromFlac] = await Promise.all(['a', 'b'].map((name) => cache.find(name.padEnd(64, '0'))));
    expect(fromWav).toMatchObject({ rowCount: 1, rowShape: [162] });
    expect(fromFlac).toEqual(fromWav);
    expect(failed).toEqual([expect.stringMatching(/^c: This is no recording: it starts with 6e 6f/)]);
  });
});
