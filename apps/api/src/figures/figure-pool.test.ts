import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeNpy, encodeWav16 } from '@voxboard/audio-dsp';
import { LocalBlobStore } from '@voxboard/blob-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FigureCache } from './figure-cache.js';
import { FigurePool } from './figure-pool.js';

describe('figures', () => {
  let root: string;
  let blobs: LocalBlobStore;
  const pool = new FigurePool();
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'voxboard-figures-'));
    blobs = new LocalBlobStore(join(root, 'blobs'));
  });
  afterAll(async () => {
    await pool.close();
    await rm(root, { recursive: true, force: true });
  });

  const statisticsOf = async (rows: number, columns: number) => {
    const data = new Float32Array(rows * columns).map((_, i) => i % 7);
    const sha256 = await blobs.put(encodeNpy([rows, columns], data));
    return pool.run({
      kind: 'feature-statistics',
      matrix: {
        blobRoot: blobs.root,
        sha256,
        rowsPerClip: 1,
        row: 0,
        columnNames: Array.from({ length: columns }, (_, i) => String(i)),
        groups: new Array(rows).fill(0),
        groupLabels: [null],
      },
    });
  };

  it('are computed beside the event loop, which goes on meanwhile', async () => {
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    await statisticsOf(4000, 400);
    clearInterval(ticking);
    expect(turns, 'timers ran while 1.6 million values were sorted').toBeGreaterThan(20);
  });

  it('that fail cost nobody else: the next order is served', async () => {
    const noise = await blobs.put(Buffer.from('no sound'));
    const sound = (sha256: string) => ({ blobRoot: blobs.root, sha256, rendering: null });
    const failing = expect(pool.run({ kind: 'sound-picture', sound: sound(noise) })).rejects.toMatchObject({
      name: 'FigureFailedError',
      code: 'UNKNOWN_AUDIO_FORMAT',
    });
    const wav = await blobs.put(encodeWav16(new Float32Array(4000).fill(0.1), 8000));
    const next = pool.run({ kind: 'sound-wav', sound: sound(wav) });
    await failing;
    expect((await next).length).toBe(44 + 8000);
  });

  it('are computed once for all who ask at the same time, and not again afterwards', async () => {
    const cache = new FigureCache(join(root, 'cache'));
    let computed = 0;
    const compute = async () => {
      computed++;
      return Buffer.from('figure');
    };
    await Promise.all([cache.get('abc', compute), cache.get('abc', compute)]);
    expect(Buffer.from(await new FigureCache(join(root, 'cache')).get('abc', compute)).toString()).toBe('figure');
    expect(computed).toBe(1);
    const failing = cache.get('def', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(Buffer.from(await cache.get('def', compute)).toString(), 'a failure is not kept').toBe('figure');
  });
});
