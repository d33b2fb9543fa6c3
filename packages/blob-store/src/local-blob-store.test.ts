import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobCorruptError, BlobNotFoundError, Rng } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blobKey, InvalidBlobNameError, LocalBlobStore } from './index.js';

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const abc = Buffer.from('abc');
const HOUR_MS = 3_600_000;

describe('LocalBlobStore', () => {
  let root: string;
  let store: LocalBlobStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'voxboard-blobs-'));
    store = new LocalBlobStore(join(root, 'store'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const fileOf = (sha256: string) => join(store.root, blobKey(sha256));
  const age = (sha256: string) => utimes(fileOf(sha256), 1_000_000, 1_000_000);
  const staged = () => readdir(join(store.root, '.staging'));

  it('names bytes by their SHA-256 in two levels of folders and gives them back', async () => {
    expect(await store.put(abc)).toBe(ABC);
    expect(fileOf(ABC)).toBe(join(root, 'store', 'ba', '78', ABC));
    expect(Buffer.from(await store.get(ABC))).toEqual(abc);
    expect(await store.size(ABC)).toBe(3);
    expect(await staged()).toEqual([]);
  });

  it('stores an empty blob', async () => {
    const sha256 = await store.put(new Uint8Array());
    expect(await store.size(sha256)).toBe(0);
    expect((await store.get(sha256)).length).toBe(0);
  });

  it('writes nothing when the same bytes are put again, but notes that they are wanted', async () => {
    await store.put(abc);
    await age(ABC);
    const before = await stat(fileOf(ABC));
    expect(await store.put(abc)).toBe(ABC);
    const after = await stat(fileOf(ABC));
    expect(after.ino).toBe(before.ino);
    expect(after.mtimeMs).toBeGreaterThan(before.mtimeMs + HOUR_MS);
  });

  describe('reclaim', () => {
    const asideOf = (sha256: string) => join(store.root, '.reclaim', sha256);
    const never = async () => false;

    it('removes what is old and wanted by nobody', async () => {
      await store.put(abc);
      await age(ABC);
      expect(await store.reclaim(ABC, HOUR_MS, never)).toBe('REMOVED');
      expect(await store.size(ABC)).toBeNull();
      expect(await store.reclaim(ABC, HOUR_MS, never)).toBe('REMOVED');
    });

    it('leaves what is young, and what is wanted', async () => {
      await store.put(abc);
      expect(await store.reclaim(ABC, HOUR_MS, never)).toBe('YOUNG');
      await age(ABC);
      expect(await store.reclaim(ABC, HOUR_MS, async () => true)).toBe('WANTED');
      expect(await store.size(ABC)).toBe(3);
    });

    it('leaves what was stored again between its two looks, whichever moment that is', async () => {
      for (const moment of [1, 2]) {
        await store.put(abc);
        await age(ABC);
        let look = 0;
        await store.reclaim(ABC, HOUR_MS, async () => {
          look++;
          // A run elsewhere stores the same bytes and refers to them only later.
          if (look === moment) await store.put(abc);
          return false;
        });
        expect(Buffer.from(await store.get(ABC))).toEqual(abc);
        expect(await readdir(join(store.root, '.reclaim')).catch(() => [])).toEqual([]);
      }
    });

    it('ends what a killed process had begun: removes it, or brings it back when it is wanted again', async () => {
      const crashBetween = async () => {
        await store.put(abc);
        await age(ABC);
        await mkdir(join(store.root, '.reclaim'), { recursive: true });
        await rename(fileOf(ABC), asideOf(ABC));
      };
      await crashBetween();
      expect(await store.reclaim(ABC, HOUR_MS, async () => true)).toBe('WANTED');
      expect(Buffer.from(await store.get(ABC))).toEqual(abc);
      await crashBetween();
      expect(await store.reclaim(ABC, HOUR_MS, never)).toBe('REMOVED');
      expect(await readdir(join(store.root, '.reclaim'))).toEqual([]);
    });
  });

  it('survives the same and other bytes put at once', async () => {
    const rng = new Rng(7);
    const blobs = Array.from({ length: 12 }, (_, i) => Buffer.from(`blob ${i % 4} ${rng.seed}`));
    const names = await Promise.all(blobs.map((blob) => store.put(blob)));
    expect(new Set(names).size).toBe(4);
    for (const [i, name] of names.entries()) expect(Buffer.from(await store.get(name))).toEqual(blobs[i]);
    expect(await staged()).toEqual([]);
  });

  it('refuses to serve bytes that no longer match their name, and repairs them when they are put again', async () => {
    await store.put(abc);
    await writeFile(fileOf(ABC), 'abd');
    await expect(store.get(ABC)).rejects.toThrow(BlobCorruptError);
    await store.put(abc);
    expect(Buffer.from(await store.get(ABC))).toEqual(abc);
  });

  it('gives the path of a blob only when the file holds what its name says', async () => {
    await store.put(abc);
    expect(await store.verifiedPath(ABC)).toBe(fileOf(ABC));
    await writeFile(fileOf(ABC), 'abd');
    await expect(store.verifiedPath(ABC)).rejects.toThrow(BlobCorruptError);
    await store.delete(ABC);
    await expect(store.verifiedPath(ABC)).rejects.toThrow(BlobNotFoundError);
  });

  it('repairs a truncated blob when it is put again', async () => {
    await store.put(abc);
    await writeFile(fileOf(ABC), 'a');
    await store.put(abc);
    expect(await store.size(ABC)).toBe(3);
  });

  it('says not found for a hash it does not hold', async () => {
    await expect(store.get(ABC)).rejects.toThrow(BlobNotFoundError);
    await expect(store.getRange(ABC, 0, 1)).rejects.toThrow(BlobNotFoundError);
    expect(await store.size(ABC)).toBeNull();
  });

  it('reads ranges, cut at the end of the blob', async () => {
    const sha256 = await store.put(Buffer.from('0123456789'));
    const range = async (start: number, end: number) =>
      Buffer.from(await store.getRange(sha256, start, end)).toString();
    expect(await range(0, 3)).toBe('012');
    expect(await range(8, 100)).toBe('89');
    expect(await range(4, 4)).toBe('');
    expect(await range(50, 60)).toBe('');
    await expect(store.getRange(sha256, -1, 3)).rejects.toThrow(RangeError);
    await expect(store.getRange(sha256, 5, 3)).rejects.toThrow(RangeError);
    await expect(store.getRange(sha256, 0.5, 3)).rejects.toThrow(RangeError);
  });

  it('deletes a blob, and a second time without complaint', async () => {
    await store.put(abc);
    await store.delete(ABC);
    expect(await store.size(ABC)).toBeNull();
    await store.delete(ABC);
  });

  it.each(['../../etc/passwd', `..${'/'.repeat(62)}`, ABC.toUpperCase(), ABC.slice(1), `${ABC}\n`, ''])(
    'refuses %j as a name in every call',
    async (name) => {
      await expect(store.get(name)).rejects.toThrow(InvalidBlobNameError);
      await expect(store.getRange(name, 0, 1)).rejects.toThrow(InvalidBlobNameError);
      await expect(store.size(name)).rejects.toThrow(InvalidBlobNameError);
      await expect(store.delete(name)).rejects.toThrow(InvalidBlobNameError);
    },
  );

  it('stores a file piece by piece under the hash of the whole', async () => {
    const rng = new Rng(3);
    const bytes = new Uint8Array(300_000).map(() => rng.below(256));
    const source = join(root, 'source.bin');
    await writeFile(source, bytes);
    const sha256 = await store.putFile(source);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(Buffer.from(await store.get(sha256)).equals(bytes)).toBe(true);
    expect(await store.putFile(source)).toBe(sha256);
    expect(await staged()).toEqual([]);
  });

  it('leaves nothing behind when a stream breaks off or a source file is missing', async () => {
    async function* broken() {
      yield abc;
      throw new Error('line lost');
    }
    await expect(store.putStream(broken())).rejects.toThrow('line lost');
    await expect(store.putFile(join(root, 'nowhere'))).rejects.toThrow('ENOENT');
    expect(await store.size(ABC)).toBeNull();
    expect(await staged()).toEqual([]);
  });

  it('removes what a crash left behind, but not a write that another process has under way', async () => {
    const folder = join(store.root, '.staging');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'old'), 'half');
    await writeFile(join(folder, 'young'), 'half');
    await utimes(join(folder, 'old'), 1_000_000, 1_000_000);
    await store.put(abc);
    expect(await staged()).toEqual(['young']);
  });
});
