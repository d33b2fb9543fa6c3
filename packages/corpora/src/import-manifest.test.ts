import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CorpusNotFoundError, InvalidManifestError, importManifest, type ManifestImportOptions } from './index.js';
import { folderWith, MemorySink, wav } from './testing/corpus-fixtures.js';
import { encodedRecording } from './testing/encoded-recordings.js';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const audio = { 'a.wav': wav('a'), 'sub/b.wav': wav('b'), 'c.wav': wav('c'), 'quiet.wav': wav('q', { level: 0 }) };

async function importCsv(csv: string | Uint8Array, options: ManifestImportOptions = {}) {
  const { folder, remove } = await folderWith({ ...audio, 'list.csv': Buffer.from(csv) });
  cleanUps.push(remove);
  return importManifest(join(folder, 'list.csv'), new MemorySink(), options);
}

describe('importManifest', () => {
  it('takes recordings of any format that can be decoded', async () => {
    const { folder, remove } = await folderWith({
      'a.flac': encodedRecording('flac'),
      'b.mp3': encodedRecording('mp3'),
      'list.csv': Buffer.from('path,speaker,gender,emotion\na.flac,anna,female,sad\nb.mp3,bob,male,calm\n'),
    });
    cleanUps.push(remove);
    const { clips, skipped } = await importManifest(join(folder, 'list.csv'), new MemorySink());
    expect(skipped).toEqual([]);
    expect(clips).toMatchObject([
      { path: 'a.flac', sampleRateHz: 8000, durationSec: 0.6 },
      { path: 'b.mp3', sampleRateHz: 16_000, channelCount: 2 },
    ]);
  });

  it('takes labels from the columns, in any order, and leaves unknown ones null', async () => {
    const { clips, skipped, notes } = await importCsv(
      'emotion,path,speaker,gender,statement,repetition,intensity\n' +
        'angry,a.wav,anna,female,kids,2,strong\n' +
        ',sub/b.wav,bob,,,,\n',
    );
    expect(skipped).toEqual([]);
    expect(notes).toEqual([]);
    expect(clips).toMatchObject([
      {
        path: 'a.wav',
        speaker: 'anna',
        gender: 'female',
        emotion: 'angry',
        intensity: 'strong',
        statement: 'kids',
        repetition: 2,
      },
      {
        path: 'sub/b.wav',
        speaker: 'bob',
        gender: null,
        emotion: null,
        intensity: null,
        statement: null,
        repetition: null,
      },
    ]);
  });

  it('reads what spreadsheets write: byte order mark, semicolons, quotes, capitals, Windows lines and slashes', async () => {
    const { clips, skipped } = await importCsv(
      '\ufeffPath;Speaker;Gender;Emotion\r\n"a.wav";"Smith; John";Male;HAPPY\r\nsub\\b.wav;x;female;sad\r\n\r\n',
    );
    expect(skipped).toEqual([]);
    expect(clips).toMatchObject([
      { path: 'a.wav', speaker: 'Smith; John', gender: 'male', emotion: 'happy' },
      { path: 'sub/b.wav', speaker: 'x', gender: 'female', emotion: 'sad' },
    ]);
  });

  it('skips wrong rows with their line number and imports the others', async () => {
    const { clips, skipped } = await importCsv(
      [
        'path,speaker,gender,emotion,repetition',
        'a.wav,s,male,furious,1',
        'a.wav,,male,angry,1',
        'a.wav,s,male,angry,often',
        'a.wav,s,male',
        '../../etc/passwd,s,male,angry,1',
        'missing.wav,s,male,angry,1',
        'quiet.wav,s,male,angry,1',
        'sub,s,male,angry,1',
        'c.wav,s,male,angry,1',
        './sub/../c.wav,s,male,angry,1',
        ',s,male,angry,1',
      ].join('\n'),
    );
    expect(clips.map((clip) => clip.path)).toEqual(['c.wav']);
    expect(skipped.map(({ line, reason }) => [line, reason]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [2, 'bad-row'],
      [3, 'bad-row'],
      [4, 'bad-row'],
      [5, 'bad-row'],
      [6, 'unsafe-path'],
      [7, 'missing-file'],
      [8, 'silent'],
      [9, 'unreadable'],
      [11, 'bad-row'],
      [12, 'bad-row'],
    ]);
    expect(skipped.find(({ line }) => line === 2)?.detail).toMatch(/^Line 2: emotion "furious"/);
    expect(skipped.find(({ line }) => line === 11)?.detail).toContain('line 10');
  });

  it('counts lines rightly past a cell with a line break and past empty lines', async () => {
    const { skipped } = await importCsv(
      'path,speaker,gender,emotion\n"a.wav","two\nlines",male,sad\n\nc.wav,s,male,furious\n',
    );
    expect(skipped.map(({ line }) => line)).toEqual([5]);
  });

  it('notes columns it does not know', async () => {
    const { notes } = await importCsv('path,speaker,gender,emotion,age\na.wav,s,male,sad,30\n');
    expect(notes).toMatchObject([{ code: 'unknown-columns', detail: 'Columns that are not used: age.' }]);
  });

  it('finds the recordings below another folder when told so', async () => {
    const { folder, remove } = await folderWith(audio);
    cleanUps.push(remove);
    const { clips } = await importCsv('path,speaker,gender,emotion\nb.wav,s,male,sad\n', {
      audioRoot: join(folder, 'sub'),
    });
    expect(clips.map((clip) => clip.path)).toEqual(['b.wav']);
  });

  it.each([
    ['no header', ''],
    ['missing columns', 'path,emotion\na.wav,sad\n'],
    ['a column twice', 'path,speaker,gender,emotion,path\na.wav,s,male,sad,a.wav\n'],
    ['broken quotes', 'path,speaker,gender,emotion\n"a.wav,s,male,sad\n'],
    ['text that is not UTF-8', Uint8Array.of(0x70, 0xff, 0xfe, 0x00)],
  ])('refuses a manifest with %s', async (_, csv) => {
    await expect(importCsv(csv)).rejects.toThrow(InvalidManifestError);
  });

  it('says when there is no manifest', async () => {
    await expect(importManifest('/nowhere/list.csv', new MemorySink())).rejects.toThrow(CorpusNotFoundError);
  });
});
