import { describe, expect, it } from 'vitest';
import { previewKind, toFolders } from './artifact-folders';

const file = (path: string, sizeBytes = 1) => ({ path, sizeBytes });

describe('Artifacts', () => {
  it('lie in folders, with the size of all that is in them', () => {
    const top = toFolders([file('model/model.json', 2), file('report.txt', 3), file('model/parts/1.bin', 4)]);
    expect(top.files.map(({ path }) => path)).toEqual(['report.txt']);
    expect(top.folders).toMatchObject([
      {
        name: 'model',
        sizeBytes: 6,
        files: [{ path: 'model/model.json' }],
        folders: [{ name: 'parts', files: [{ path: 'model/parts/1.bin' }] }],
      },
    ]);
    expect(toFolders([])).toEqual({ name: '', files: [], folders: [], sizeBytes: 0 });
  });

  it.each([
    ['a.json', 'application/json', 10, 'json'],
    ['a.bin', 'application/octet-stream', 10, null],
    ['a.png', 'application/octet-stream', 1e9, 'image'],
    ['a.wav', 'audio/wav', 10, 'audio'],
    ['notes.md', 'application/octet-stream', 10, 'text'],
    ['huge.log', 'text/plain', 1e9, null],
    ['page.html', 'image/svg+xml', 10, null],
  ])('%s (%s, %d bytes) is looked at as %s', (path, mediaType, sizeBytes, kind) => {
    expect(previewKind({ path, mediaType, sizeBytes })).toBe(kind);
  });
});
