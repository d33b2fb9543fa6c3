import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFullError, ResultsFolder } from './results-folder.js';
import { ResultsExistError, ResultsNotWrittenError } from './train.errors.js';

describe('ResultsFolder', () => {
  let parent: string;
  let target: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'voxboard-results-'));
    target = join(parent, 'results');
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  it('appears whole, without what was only needed on the way', async () => {
    const results = await ResultsFolder.open(target, false);
    await results.write('runs/a/b.txt', 'text');
    await writeFile(results.scratch('matrix'), 'large');
    expect(existsSync(target)).toBe(false);
    await results.finish();
    await results.discard();
    expect(await readFile(join(target, 'runs/a/b.txt'), 'utf8')).toBe('text');
    expect(await readdir(target)).toEqual(['runs']);
    expect(await readdir(parent)).toEqual(['results']);
  });

  it('leaves what is there alone when it is discarded, and when somebody was faster', async () => {
    await ResultsFolder.open(target, false).then((results) => results.discard());
    expect(await readdir(parent)).toEqual([]);
    const results = await ResultsFolder.open(target, false);
    await mkdir(target);
    await writeFile(join(target, 'theirs'), '');
    await expect(results.finish()).rejects.toThrow(ResultsExistError);
    await results.discard();
    expect(await readdir(target)).toEqual(['theirs']);
  });

  it.runIf(existsSync('/dev/full'))('says that the disk is full', async () => {
    const results = await ResultsFolder.open(target, false);
    const [staging = ''] = await readdir(parent);
    await symlink('/dev/full', join(parent, staging, 'metrics.csv'));
    const writing = results.write('metrics.csv', 'x');
    await expect(writing).rejects.toThrow(ResultsNotWrittenError);
    await expect(writing).rejects.toThrow(/the disk is full. Make room and train again/);
    await results.discard();
    expect(await readdir(parent)).toEqual([]);
  });

  it('names a full disk met elsewhere, and nothing else', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(diskFullError(full)?.message).toMatch(/disk is full/);
    expect(diskFullError(new Error('boom'))).toBeNull();
  });
});
