import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWav } from '@voxboard/audio-dsp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderHoldsOtherFilesError, writeCorpus } from './index.js';

describe('writeCorpus', { timeout: 30_000 }, () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxboard-synth-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const digest = async () => {
    const hash = createHash('sha256');
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.wav')).sort();
    for (const file of files) hash.update(await readFile(join(folder, file)));
    return hash.digest('hex');
  };

  it('writes 16-bit mono WAV files at 48 kHz in RAVDESS folders and reports progress', async () => {
    const seen: string[] = [];
    const written = await writeCorpus(
      folder,
      { seed: 1, speakerCount: 2, clipsPerSpeaker: 2 },
      ({ done, total, path }) => seen.push(`${done}/${total} ${path}`),
    );
    expect((await readdir(folder)).sort()).toEqual(['Actor_01', 'Actor_02']);
    expect(seen).toEqual(written.plans.map((plan, index) => `${index + 1}/4 ${plan.path}`));
    const first = written.plans[0]!;
    const audio = decodeWav(await readFile(join(folder, first.path)));
    expect(audio).toMatchObject({ sampleRateHz: 48_000, channelCount: 1, bitDepth: 16, isTruncated: false });
    expect(audio.durationSec).toBeGreaterThan(2.8);
  });

  it('writes the very bytes that every other machine writes', async () => {
    await writeCorpus(folder, { seed: 20, speakerCount: 2, clipsPerSpeaker: 3 });
    expect(await digest()).toBe('0afa8ddfccbddf4f9f563b1242933961e74c3ac34e50181ea59aa6ec09ecf78c');
  });

  it('can be repeated into the same folder after it was aborted', async () => {
    const options = { seed: 3, speakerCount: 1, clipsPerSpeaker: 3 };
    const controller = new AbortController();
    const aborted = writeCorpus(folder, { ...options, signal: controller.signal }, () => controller.abort());
    await expect(aborted).rejects.toThrow(/abort/i);
    expect(await readdir(join(folder, 'Actor_01'))).toHaveLength(1);
    await writeCorpus(folder, options);
    expect(await readdir(join(folder, 'Actor_01'))).toHaveLength(3);
  });

  it('refuses a folder that holds something else', async () => {
    await writeFile(join(folder, 'thesis.txt'), 'mine');
    const writing = writeCorpus(folder, { seed: 1, speakerCount: 1, clipsPerSpeaker: 1 });
    await expect(writing).rejects.toThrow(FolderHoldsOtherFilesError);
    await expect(writing).rejects.toThrow('thesis.txt');
  });
});
