import { expect, test } from 'vitest';
import { namedStorageError, StorageError } from './storage-error.js';

test('a full disk is named with its remedy, other errors stay as they are', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const named = namedStorageError(full);
  expect(named).toBeInstanceOf(StorageError);
  expect(named).toMatchObject({ code: 'STORAGE', message: expect.stringMatching(/disk is full.*resume/), cause: full });
  for (const other of [new Error('boom'), Object.assign(new Error('gone'), { code: 'ENOENT' }), 'text']) {
    expect(namedStorageError(other)).toBe(other);
  }
});
