import { expect, it } from 'vitest';
import { type ChosenFile, fingerprintOf, keyOf, toCorpus } from './upload-files';

const chosen = (path: string, text = 'abc'): ChosenFile => ({
  path,
  file: new File([text], path.split('/').at(-1) ?? ''),
});

it('takes one zip as a zip, and a folder without its own name in the paths', () => {
  expect(toCorpus([chosen('speech.zip')])).toMatchObject({ kind: 'ZIP', name: 'speech.zip', totalBytes: 3 });
  expect(
    toCorpus([chosen('RAVDESS/b.wav'), chosen('RAVDESS/Actor_01/a.wav'), chosen('RAVDESS/.DS_Store')]),
  ).toMatchObject({
    kind: 'FOLDER',
    name: 'RAVDESS',
    files: [{ path: 'Actor_01/a.wav' }, { path: 'b.wav' }],
    totalBytes: 6,
  });
});

it('says why nothing can be uploaded', () => {
  expect(toCorpus([])).toMatch(/no files/);
  expect(toCorpus([chosen('a.wav', '')])).toMatch(/empty/);
  expect(toCorpus([chosen('a.zip'), chosen('b.wav')])).toMatch(/one zip by itself/);
});

it('knows the same choice again, and tells others apart', () => {
  const corpus = (...files: ChosenFile[]) => {
    const made = toCorpus(files);
    if (typeof made === 'string') throw new Error(made);
    return fingerprintOf(made);
  };
  expect(corpus(chosen('x/a.wav'), chosen('x/b.wav'))).toBe(corpus(chosen('x/b.wav'), chosen('x/a.wav')));
  expect(corpus(chosen('x/a.wav'))).not.toBe(corpus(chosen('x/a.wav', 'abcd')));
  expect(keyOf(chosen('a.wav'))).toMatch(/^[0-9a-f]{32}$/);
  const keys = Array.from({ length: 5000 }, (_, i) => keyOf(chosen(`Actor_${i % 24}/03-01-${i}.wav`)));
  expect(new Set(keys).size).toBe(5000);
});
