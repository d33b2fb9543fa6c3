import { join } from 'node:path';
import { Rng } from '@voxboard/domain';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ArchiveLimitError,
  datasetVersionHash,
  type ImportOptions,
  importRavdess,
  UnreadableArchiveError,
} from './index.js';
import { type Files, folderWith, MemorySink, ravdessPath, smallCorpus, wav } from './testing/corpus-fixtures.js';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function importZip(archive: Uint8Array, options: ImportOptions = {}) {
  const { folder, remove } = await folderWith({ 'corpus.zip': archive });
  cleanUps.push(remove);
  return importRavdess(join(folder, 'corpus.zip'), new MemorySink(), options);
}

const reasons = (skipped: readonly { path: string; reason: string }[]) =>
  skipped.map(({ path, reason }) => [path, reason]);

/** Position of an entry's record in the central directory, or of its local header. */
function recordAt(archive: Uint8Array, path: string, kind: 'central' | 'local'): number {
  const [signature, nameOffset] = kind === 'central' ? [0x02014b50, 46] : [0x04034b50, 30];
  const view = new DataView(archive.buffer, archive.byteOffset);
  for (let at = 0; at + nameOffset + path.length <= archive.length; at++) {
    if (view.getUint32(at, true) !== signature) continue;
    const name = Buffer.from(archive.subarray(at + nameOffset, at + nameOffset + path.length)).toString();
    if (name === path) return at;
  }
  throw new Error(`no ${kind} record of ${path}`);
}

/** Changes fields of a central record: offset in the record → 16- or 32-bit value. */
function patch(archive: Uint8Array, path: string, fields: Readonly<Record<number, { u16: number } | { u32: number }>>) {
  const view = new DataView(archive.buffer, archive.byteOffset + recordAt(archive, path, 'central'));
  for (const [offset, value] of Object.entries(fields)) {
    if ('u16' in value) view.setUint16(Number(offset), value.u16, true);
    else view.setUint32(Number(offset), value.u32, true);
  }
  return archive;
}

describe('importRavdess from a zip file', () => {
  it.each([0, 6] as const)(
    'gives the same clips and version as from the unpacked folder (compression %i)',
    async (level) => {
      const files = smallCorpus();
      const { folder, remove } = await folderWith(files);
      cleanUps.push(remove);
      const unpacked = await importRavdess(folder, new MemorySink());
      const zipped = await importZip(zipSync(prefixed(files, 'Audio_Speech_Actors_01-24/'), { level }));
      expect(zipped.clips).toEqual(unpacked.clips);
      expect(datasetVersionHash(zipped.clips)).toBe(datasetVersionHash(unpacked.clips));
      expect(zipped.skipped).toEqual([]);
    },
  );

  it('ignores what macOS adds, with a note, and reads names with backslashes', async () => {
    const [first, ...others] = Object.entries(smallCorpus());
    const { clips, notes, skipped } = await importZip(
      zipSync({
        ...Object.fromEntries(others),
        [first![0].replace('/', '\\')]: first![1],
        [`__MACOSX/${first![0]}`]: wav('resource fork'),
      }),
    );
    expect(clips.length).toBe(4);
    expect(skipped).toEqual([]);
    expect(notes).toMatchObject([{ code: 'system-files', paths: [`__MACOSX/${first![0]}`] }]);
  });

  it('skips entries whose names lead outside the archive', async () => {
    const bad = [
      `../../${ravdessPath(3)}`,
      `/etc/${ravdessPath(3)}`,
      `C:/x/${ravdessPath(3)}`,
      `a/../../${ravdessPath(3)}`,
    ];
    const files = { ...smallCorpus(), ...Object.fromEntries(bad.map((path) => [path, wav(path)])) };
    const { clips, skipped } = await importZip(zipSync(files));
    expect(clips.length).toBe(4);
    expect(reasons(skipped).sort()).toEqual(bad.map((path) => [path, 'unsafe-path']).sort());
  });

  it('shows no control characters of a hostile name', async () => {
    const { skipped } = await importZip(zipSync({ 'é\u001b[2Jevil.wav': wav('x') }));
    expect(skipped[0]?.path).toBe('é?[2Jevil.wav');
    expect(JSON.stringify(skipped)).not.toContain('\\u001b');
  });

  it('skips an encrypted entry, a link and an unknown compression', async () => {
    const archive = zipSync(smallCorpus());
    patch(archive, ravdessPath(1), { 8: { u16: 1 } });
    patch(archive, ravdessPath(1, 5), { 38: { u32: 0o120777 * 65536 } });
    patch(archive, ravdessPath(2), { 10: { u16: 12 } });
    const { clips, skipped } = await importZip(archive);
    expect(clips.map((clip) => clip.path)).toEqual([ravdessPath(2, 8)]);
    expect(reasons(skipped)).toEqual([
      [ravdessPath(1), 'encrypted'],
      [ravdessPath(1, 5), 'symbolic-link'],
      [ravdessPath(2), 'corrupt-entry'],
    ]);
  });

  it('skips an entry that unpacks to more or less than it promises, or to other bytes', async () => {
    const archive = zipSync(smallCorpus());
    patch(archive, ravdessPath(1), { 24: { u32: 1000 } });
    patch(archive, ravdessPath(1, 5), { 24: { u32: 1_000_000 } });
    patch(archive, ravdessPath(2), { 16: { u32: 12345 } });
    const { clips, skipped } = await importZip(archive);
    expect(clips.map((clip) => clip.path)).toEqual([ravdessPath(2, 8)]);
    expect(reasons(skipped)).toEqual([
      [ravdessPath(1), 'corrupt-entry'],
      [ravdessPath(1, 5), 'corrupt-entry'],
      [ravdessPath(2), 'corrupt-entry'],
    ]);
    expect(skipped.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('more than the 1000 bytes'),
      expect.stringContaining('instead of 1000000'),
      expect.stringContaining('checksum'),
    ]);
  });

  it('skips an entry whose packed bytes are damaged', async () => {
    const archive = zipSync(smallCorpus());
    archive.fill(
      0xff,
      recordAt(archive, ravdessPath(2), 'local') + 2000,
      recordAt(archive, ravdessPath(2), 'local') + 2400,
    );
    const { clips, skipped } = await importZip(archive);
    expect(clips.length).toBe(3);
    expect(reasons(skipped)).toEqual([[ravdessPath(2), 'corrupt-entry']]);
  });

  it('never unpacks an entry that is larger than allowed', async () => {
    const bomb = zipSync({ ...smallCorpus(), [ravdessPath(3)]: new Uint8Array(5_000_000) });
    const { clips, skipped } = await importZip(bomb, { limits: { maxFileBytes: 1_000_000 } });
    expect(clips.length).toBe(4);
    expect(reasons(skipped)).toEqual([[ravdessPath(3), 'too-large']]);
  });

  it('refuses an archive that would unpack to more than allowed, or has too many entries', async () => {
    const archive = zipSync(smallCorpus());
    await expect(importZip(archive, { limits: { maxUnpackedBytes: 40_000 } })).rejects.toThrow(ArchiveLimitError);
    await expect(importZip(archive, { limits: { maxEntryCount: 3 } })).rejects.toThrow(ArchiveLimitError);
  });

  it('refuses an archive whose entries share their packed bytes', async () => {
    const archive = zipSync({ ...smallCorpus() }, { level: 0 });
    for (const path of Object.keys(smallCorpus()))
      patch(archive, path, { 20: { u32: archive.length / 2 }, 24: { u32: archive.length / 2 } });
    await expect(importZip(archive)).rejects.toThrow(/overlap/);
  });

  it('refuses an archive that was cut short', async () => {
    await expect(importZip(zipSync(smallCorpus()).slice(0, -30))).rejects.toThrow(UnreadableArchiveError);
  });

  it('stops when it is aborted', async () => {
    const reason = new Error('enough');
    await expect(importZip(zipSync(smallCorpus()), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('ends in a report or a named error when bytes of the archive are changed at random', async () => {
    const rng = new Rng(8);
    const original = zipSync(smallCorpus());
    let reports = 0;
    for (let round = 0; round < 60; round++) {
      const archive = original.slice();
      // The directory at the end is what a reader trusts most.
      for (let hit = 0; hit < 3; hit++) archive[archive.length - 1 - rng.below(400)] = rng.below(256);
      try {
        const { clips, skipped, notes } = await importZip(archive);
        expect(clips.length + skipped.length + notes.length).toBeGreaterThan(0);
        reports++;
      } catch (error) {
        expect(error instanceof UnreadableArchiveError || error instanceof ArchiveLimitError, String(error)).toBe(true);
      }
    }
    expect(reports).toBeGreaterThan(10);
  });
});

function prefixed(files: Files, prefix: string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [prefix + path, bytes]));
}
