import { encodeWav16 } from '@voxboard/audio-dsp';
import { FingerprintRepository } from '@voxboard/db';
import { type BlobStore, Rng } from '@voxboard/domain';
import { FINGERPRINT_VERSION } from '@voxboard/evaluation';
import {
  createTestDatabase,
  type Factories,
  makeClips,
  makeFactories,
  sha256,
  type TestDatabase,
} from '@voxboard/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureNearDuplicateScan } from './near-duplicate-scan.js';

const RATE_HZ = 16_000;

/** Two seconds of noise whose colour changes with time: no two seeds alike. */
function recording(seed: number, gain = 1): Uint8Array {
  const rng = new Rng(seed);
  let low = 0;
  const samples = Float32Array.from({ length: 2 * RATE_HZ }, (_, n) => {
    const pole = 0.5 + 0.45 * Math.sin((n / RATE_HZ) * (2 + seed));
    low = pole * low + (1 - pole) * rng.between(-1, 1);
    return gain * 0.5 * low;
  });
  return encodeWav16(samples, RATE_HZ);
}

describe('ensureNearDuplicateScan', () => {
  let test: TestDatabase;
  let make: Factories;
  let read: string[];
  let lines: string[];
  let datasetVersionId: string;
  const files = new Map<string, Uint8Array>();
  const signal = new AbortController().signal;
  const log = async (line: string) => {
    lines.push(line);
  };
  const blobs = {
    get: async (hash: string) => {
      read.push(hash);
      return files.get(hash) ?? new Uint8Array([1, 2, 3]);
    },
  } as Pick<BlobStore, 'get'> as never;

  beforeEach(async () => {
    test = await createTestDatabase();
    make = makeFactories(test.db);
    read = [];
    lines = [];
    // Four recordings; the last but one is the first at half the level, the last is no recording at all.
    const clips = makeClips(5);
    for (const [i, bytes] of [recording(1), recording(2), recording(3), recording(1, 0.5)].entries()) {
      files.set(clips[i]?.sha256 ?? '', bytes);
    }
    datasetVersionId = (await make.datasetVersion({}, clips)).id;
  });
  afterEach(() => test.close());

  const scan = () => ensureNearDuplicateScan({ db: test.db, blobs }, datasetVersionId, signal, log);

  it('finds the copy, whatever its level, and names what could not be read', async () => {
    const { pairs, unheard } = await scan();
    expect(pairs.map(([first, second]) => [first, second])).toEqual([[0, 3]]);
    expect(pairs[0]?.[2]).toBeLessThan(0.05);
    expect(unheard).toEqual([4]);
    expect(lines).toEqual(['Comparing 5 recordings by sound, once for this dataset version.']);
  });

  it('listens once: the next call reads what is stored, and another version only what is new', async () => {
    const first = await scan();
    expect(read).toHaveLength(5);
    expect(await scan()).toEqual(first);
    expect(read).toHaveLength(5);
    const more = [...makeClips(5), { ...(makeClips(6)[5] as ReturnType<typeof makeClips>[number]) }];
    const { id } = await make.datasetVersion({ number: 2 }, more);
    await ensureNearDuplicateScan({ db: test.db, blobs }, id, signal, log);
    expect(read).toHaveLength(6);
  });

  it('goes on from what an interrupted scan has stored', async () => {
    const known = makeClips(1)[0]?.sha256 ?? sha256('');
    await new FingerprintRepository(test.db, FINGERPRINT_VERSION).store({ sha256: known, words: new Uint32Array(40) });
    await scan();
    expect(read).not.toContain(known);
    await expect(
      ensureNearDuplicateScan({ db: test.db, blobs }, (await make.datasetVersion()).id, AbortSignal.abort(), log),
    ).rejects.toThrow();
  });
});
