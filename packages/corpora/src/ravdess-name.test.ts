import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { parseRavdessPath } from './ravdess-name.js';

const reasonOf = (path: string) => {
  const name = parseRavdessPath(path);
  return name.kind === 'skip' ? name.reason : name.kind;
};

describe('parseRavdessPath', () => {
  it('reads every field of the name', () => {
    expect(parseRavdessPath('Actor_12/03-01-06-02-01-02-12.wav')).toEqual({
      kind: 'clip',
      corpusPath: 'Actor_12/03-01-06-02-01-02-12.wav',
      labels: {
        speaker: '12',
        gender: 'female',
        emotion: 'fearful',
        intensity: 'strong',
        statement: '01',
        repetition: 2,
      },
    });
  });

  it.each([
    'audio_speech_actors_01-24/Actor_03/03-01-05-01-02-01-03.wav',
    'deep/er/Actor_03/03-01-05-01-02-01-03.WAV',
    '03-01-05-01-02-01-03.wav',
    'any folder/03-01-05-01-02-01-03.wav',
  ])('gives %s the same place in the corpus as every other layout', (path) => {
    const name = parseRavdessPath(path);
    expect(name.kind === 'clip' && name.corpusPath).toBe('Actor_03/03-01-05-01-02-01-03.wav');
  });

  it.each([
    ['Actor_03/03-01-05-01-02-01-03.flac', 'Actor_03/03-01-05-01-02-01-03.flac'],
    ['Actor_03/03-01-05-01-02-01-03.MP3', 'Actor_03/03-01-05-01-02-01-03.mp3'],
    ['03-01-05-01-02-01-03.m4a', 'Actor_03/03-01-05-01-02-01-03.m4a'],
  ])('takes %s, its extension in lower case', (path, corpusPath) => {
    expect(parseRavdessPath(path)).toMatchObject({ kind: 'clip', corpusPath });
  });

  it.each([
    ['Actor_01/03-02-05-01-02-01-01.wav', 'song'],
    ['Actor_01/01-01-05-01-02-01-01.mp4', 'video'],
    ['Actor_01/02-01-05-01-02-01-01.wav', 'video'],
    ['Actor_01/04-01-05-01-02-01-01.wav', 'bad-name'],
    ['Actor_01/03-03-05-01-02-01-01.wav', 'bad-name'],
    ['Actor_01/03-01-09-01-02-01-01.wav', 'bad-name'],
    ['Actor_01/03-01-00-01-02-01-01.wav', 'bad-name'],
    ['Actor_01/03-01-05-03-02-01-01.wav', 'bad-name'],
    ['Actor_01/03-01-01-02-02-01-01.wav', 'bad-name'],
    ['Actor_01/03-01-05-01-03-01-01.wav', 'bad-name'],
    ['Actor_01/03-01-05-01-02-00-01.wav', 'bad-name'],
    ['Actor_00/03-01-05-01-02-01-00.wav', 'bad-name'],
    ['Actor_01/03-01-05-01-02-01-01 (1).wav', 'bad-name'],
    ['Actor_01/recording.wav', 'bad-name'],
    ['Actor_02/03-01-05-01-02-01-01.wav', 'wrong-folder'],
    ['Actor_01/03-01-05-01-02-01-01.txt', 'not-audio'],
    ['Actor_01/recording.flac', 'bad-name'],
    ['README.md', 'not-audio'],
    ['Audio_Speech_Actors_01-24.zip', 'not-audio'],
  ])('skips %s as %s', (path, reason) => {
    expect(reasonOf(path)).toBe(reason);
  });

  it('never throws, and takes only names that lead to one clip, whatever is thrown at it', () => {
    const rng = new Rng(99);
    const pieces = ['03', '01', '-', '/', '.wav', '..', 'Actor_', '08', '\u0000', 'é', ' ', '1', '.', '\\', '02', '24'];
    for (let round = 0; round < 20_000; round++) {
      const path = Array.from({ length: 1 + rng.below(16) }, () => pieces[rng.below(pieces.length)]).join('');
      const name = parseRavdessPath(path);
      if (name.kind === 'clip') expect(name.corpusPath).toMatch(/^Actor_\d{2,3}\/03-01(-\d\d){4}-\d{2,3}\.wav$/);
      else expect(name.detail.length).toBeGreaterThan(10);
    }
  });
});
