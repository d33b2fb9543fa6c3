import { rmSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipSchema, Rng } from '@voxboard/domain';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CorpusNotFoundError,
  datasetVersionHash,
  type ImportOptions,
  importRavdess,
  UnreadableArchiveError,
} from './index.js';
import {
  type Files,
  folderWith,
  MemorySink,
  ravdessPath,
  smallCorpus,
  stereoWav,
  wav,
} from './testing/corpus-fixtures.js';
import { encodedRecording } from './testing/encoded-recordings.js';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function makeFolder(files: Files): Promise<string> {
  const { folder, remove } = await folderWith(files);
  cleanUps.push(remove);
  return folder;
}

async function importFiles(files: Files, options: ImportOptions = {}) {
  const sink = new MemorySink();
  const report = await importRavdess(await makeFolder(files), sink, options);
  return { ...report, sink, reasons: Object.fromEntries(report.skipped.map(({ path, reason }) => [path, reason])) };
}

describe('importRavdess from a folder', () => {
  it('turns every recording into a valid clip, sorted by path, with its bytes in the sink', async () => {
    const files = smallCorpus();
    const { clips, skipped, notes, duplicates, sink } = await importFiles(files);
    expect(clips.map((clip) => clip.path)).toEqual(Object.keys(files).sort());
    for (const clip of clips) {
      expect(() => ClipSchema.parse(clip)).not.toThrow();
      expect(Buffer.from(sink.blobs.get(clip.sha256)!)).toEqual(Buffer.from(files[clip.path]!));
      expect(clip).toMatchObject({ durationSec: 1, sampleRateHz: 8000, channelCount: 1, sizeBytes: 16_044 });
      expect(clip.rmsDbfs).toBeLessThan(clip.peakDbfs ?? Number.NaN);
    }
    expect([skipped, notes, duplicates]).toEqual([[], [], []]);
  });

  it('takes the same recording once when it lies there in both layouts, and reports the copy', async () => {
    const files = smallCorpus();
    const second = Object.entries(files)
      .slice(1)
      .map(([path, bytes]) => [`audio_speech_actors_01-24/${path}`, bytes] as const);
    const { clips, duplicates, skipped } = await importFiles({ ...files, ...Object.fromEntries(second) });
    expect(clips.length).toBe(4);
    expect(skipped).toEqual([]);
    expect(duplicates.map(({ path }) => path)).toEqual(second.map(([path]) => path).sort());
    expect(duplicates[0]).toEqual({
      path: 'audio_speech_actors_01-24/Actor_01/03-01-05-01-01-01-01.wav',
      sameAs: ravdessPath(1, 5),
    });
  });

  it('gives the same version whatever the layout and the order, and another one for another label or sound', async () => {
    const files = smallCorpus();
    const version = async (of: Files) => datasetVersionHash((await importFiles(of)).clips);
    const expected = await version(files);
    const moved = Object.entries(files)
      .reverse()
      .map(([path, bytes]) => [`x/y/${path}`, bytes]);
    expect(await version(Object.fromEntries(moved))).toBe(expected);
    const { [ravdessPath(1)]: first, ...others } = files;
    expect(await version({ ...others, [ravdessPath(1, 2)]: first! })).not.toBe(expected);
    expect(await version({ ...others, [ravdessPath(1)]: wav('other') })).not.toBe(expected);
    expect(await version(others)).not.toBe(expected);
  });

  it('keeps one recording under two names as two clips and says so', async () => {
    const bytes = wav('one');
    const { clips, notes, duplicates } = await importFiles({ [ravdessPath(1, 3)]: bytes, [ravdessPath(3, 3)]: bytes });
    expect(clips.length).toBe(2);
    expect(duplicates).toEqual([]);
    expect(notes).toMatchObject([{ code: 'same-recording', paths: [ravdessPath(1, 3), ravdessPath(3, 3)] }]);
  });

  it('notes recordings with several channels and several sample rates', async () => {
    const { clips, notes } = await importFiles({
      ...smallCorpus(),
      [ravdessPath(5)]: stereoWav('stereo'),
      [ravdessPath(7)]: wav('rate', { rateHz: 16_000 }),
    });
    expect(clips.find((clip) => clip.path === ravdessPath(5))).toMatchObject({ channelCount: 2, durationSec: 1 });
    expect(notes).toMatchObject([
      { code: 'mixed-down', paths: [ravdessPath(5)] },
      { code: 'several-sample-rates', paths: [ravdessPath(7)] },
    ]);
  });

  it('skips every unusable file with its reason and imports the rest', async () => {
    const header = wav('x').slice(0, 44);
    new DataView(header.buffer).setUint32(40, 0, true);
    const notFinite = wav('nan', { seconds: 2 });
    new DataView(notFinite.buffer).setUint16(20, 3, true);
    new DataView(notFinite.buffer).setUint16(32, 4, true);
    new DataView(notFinite.buffer).setUint16(34, 32, true);
    new DataView(notFinite.buffer).setFloat32(44, Number.NaN, true);
    const { clips, reasons, notes } = await importFiles(
      {
        ...smallCorpus(),
        [ravdessPath(3, 1)]: new Uint8Array(),
        [ravdessPath(3, 2)]: header,
        [ravdessPath(3, 3)]: Buffer.from('this is no sound'),
        [ravdessPath(3, 4)]: wav('cut').subarray(0, 5000),
        [ravdessPath(3, 5)]: wav('blink', { seconds: 0.3 }),
        [ravdessPath(3, 6)]: wav('hush', { level: 0.0005 }),
        [ravdessPath(3, 7)]: wav('long', { seconds: 5 }),
        [ravdessPath(3, 8)]: notFinite,
        'Actor_03/03-02-01-01-01-01-03.wav': wav('song'),
        'Actor_03/01-01-01-01-01-01-03.wav': wav('video'),
        'Actor_03/hello.wav': wav('hello'),
        'Actor_04/03-01-02-01-01-01-03.wav': wav('astray'),
        'notes.txt': Buffer.from('hello'),
        '.DS_Store': Buffer.from('x'),
        '__MACOSX/Actor_03/._03-01-01-01-01-01-03.wav': Buffer.from('x'),
      },
      { limits: { maxFileBytes: 50_000 } },
    );
    expect(clips.length).toBe(4);
    expect(reasons).toEqual({
      [ravdessPath(3, 1)]: 'empty',
      [ravdessPath(3, 2)]: 'empty',
      [ravdessPath(3, 3)]: 'broken-audio',
      [ravdessPath(3, 4)]: 'truncated-audio',
      [ravdessPath(3, 5)]: 'too-short',
      [ravdessPath(3, 6)]: 'silent',
      [ravdessPath(3, 7)]: 'too-large',
      [ravdessPath(3, 8)]: 'broken-audio',
      'Actor_03/03-02-01-01-01-01-03.wav': 'song',
      'Actor_03/01-01-01-01-01-01-03.wav': 'video',
      'Actor_03/hello.wav': 'bad-name',
      'Actor_04/03-01-02-01-01-01-03.wav': 'wrong-folder',
      'notes.txt': 'not-audio',
    });
    expect(notes).toMatchObject([{ code: 'system-files', paths: ['.DS_Store', '__MACOSX'] }]);
  });

  it('takes the good copy when the other layout holds a damaged one, and reports a copy with other content', async () => {
    const good = wav('good');
    const { clips, reasons } = await importFiles({
      [`a/${ravdessPath(1)}`]: good.subarray(0, 9000),
      [`b/${ravdessPath(1)}`]: good,
      [`c/${ravdessPath(1)}`]: wav('other'),
    });
    expect(clips).toMatchObject([{ path: ravdessPath(1), sizeBytes: good.length }]);
    expect(reasons).toEqual({
      [`a/${ravdessPath(1)}`]: 'truncated-audio',
      [`c/${ravdessPath(1)}`]: 'conflicting-path',
    });
  });

  it('takes recordings of other formats by their bytes, each once, and says which ones need a decoder', async () => {
    const as = (emotion: number, extension: string) => ravdessPath(1, emotion).replace('.wav', `.${extension}`);
    const { clips, reasons, notes } = await importFiles({
      [as(1, 'flac')]: encodedRecording('flac'),
      [as(2, 'MP3')]: encodedRecording('mp3'),
      [as(3, 'ogg')]: encodedRecording('vorbis'),
      [as(4, 'opus')]: encodedRecording('opus'),
      [as(5, 'webm')]: encodedRecording('webm'),
      [as(6, 'wav')]: wav('both'),
      [as(6, 'flac')]: encodedRecording('flac'),
      [as(7, 'flac')]: Buffer.from('fLaC but no more'),
      [as(8, 'wav')]: encodedRecording('flac'),
    });
    expect(clips.map(({ path, sampleRateHz, channelCount }) => [path, sampleRateHz, channelCount])).toEqual([
      [as(1, 'flac'), 8000, 1],
      [as(2, 'mp3'), 16_000, 2],
      [as(3, 'ogg'), 16_000, 2],
      [as(4, 'opus'), 48_000, 2],
      [as(5, 'webm'), 48_000, 2],
      [as(6, 'wav'), 8000, 1],
      [as(8, 'wav'), 8000, 1],
    ]);
    expect(clips[0]?.durationSec).toBe(0.6);
    expect(reasons).toEqual({ [as(6, 'flac')]: 'other-format', [as(7, 'flac')]: 'broken-audio' });
    expect(notes.map(({ code }) => code)).toEqual(['mixed-down', 'several-sample-rates', 'same-recording']);
  });

  it('follows links to files but not to folders, which may loop', async () => {
    const folder = await makeFolder(smallCorpus());
    await symlink(folder, join(folder, 'loop'));
    await symlink(join(folder, ravdessPath(1)), join(folder, '03-01-06-01-01-01-01.wav'));
    await symlink(join(folder, 'nowhere'), join(folder, '03-01-07-01-01-01-01.wav'));
    const { clips, skipped } = await importRavdess(folder, new MemorySink());
    expect(clips.length).toBe(5);
    expect(skipped.map(({ path, reason }) => [path, reason])).toEqual([
      ['03-01-07-01-01-01-01.wav', 'unreadable'],
      ['loop', 'symbolic-link'],
    ]);
  });

  it('skips a file that cannot be read when its turn comes', async () => {
    const folder = await makeFolder(smallCorpus());
    const onProgress = () => rmSync(join(folder, ravdessPath(2)), { force: true });
    const { clips, skipped } = await importRavdess(folder, new MemorySink(), { onProgress });
    expect(clips.length).toBe(3);
    expect(skipped).toMatchObject([{ path: ravdessPath(2), reason: 'unreadable' }]);
  });

  it('reports progress up to the number of files found', async () => {
    const seen: string[] = [];
    await importFiles(
      { ...smallCorpus(), 'readme.txt': Buffer.from('x') },
      { onProgress: ({ done, total, path }) => seen.push(`${done}/${total} ${path}`) },
    );
    expect(seen).toEqual(
      Object.keys(smallCorpus())
        .sort()
        .map((path, index) => `${index + 2}/5 ${path}`),
    );
  });

  it('stops when it is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const importing = importFiles(smallCorpus(), {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(importing).rejects.toBe(reason);
  });

  it('passes on what the sink throws: a full disk is not the fault of a file', async () => {
    const folder = await makeFolder(smallCorpus());
    const sink = { put: () => Promise.reject(new Error('disk full')) };
    await expect(importRavdess(folder, sink)).rejects.toThrow('disk full');
  });

  it('says when there is nothing at the path, or neither a folder nor an archive', async () => {
    const folder = await makeFolder({});
    await writeFile(join(folder, 'thesis.pdf'), 'no zip');
    await expect(importRavdess(join(folder, 'missing'), new MemorySink())).rejects.toThrow(CorpusNotFoundError);
    await expect(importRavdess(join(folder, 'thesis.pdf'), new MemorySink())).rejects.toThrow(UnreadableArchiveError);
  });

  it('imports an empty folder as nothing', async () => {
    expect((await importFiles({})).clips).toEqual([]);
  });

  it('accounts for every file when files are cut or overwritten at random', async () => {
    const rng = new Rng(4);
    const files: Record<string, Uint8Array> = {};
    for (let index = 0; index < 60; index++) {
      const bytes = wav(`fuzz ${index}`).slice();
      for (let hit = rng.below(4); hit > 0; hit--)
        bytes[rng.below(rng.below(2) === 0 ? 44 : bytes.length)] = rng.below(256);
      files[ravdessPath(1 + (index % 20), 1 + (index % 8))] = bytes.subarray(
        0,
        rng.below(3) === 0 ? rng.below(bytes.length) : undefined,
      );
    }
    const { clips, skipped } = await importFiles(files);
    expect([...clips, ...skipped].map(({ path }) => path).sort()).toEqual(Object.keys(files).sort());
    expect(clips.length).toBeGreaterThan(5);
    expect(skipped.length).toBeGreaterThan(5);
    for (const clip of clips) expect(() => ClipSchema.parse(clip)).not.toThrow();
  });
});
