import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importRavdess } from '@voxboard/corpora';
import { writeCorpus } from '@voxboard/synth-audio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const sink = { put: async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') };

describe('a synthetic corpus', { timeout: 30_000 }, () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxboard-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is imported whole, with the labels it was planned with', async () => {
    const { plans } = await writeCorpus(folder, { seed: 9, speakerCount: 3, clipsPerSpeaker: 12 });
    const { clips, skipped, notes, duplicates } = await importRavdess(folder, sink);
    expect([skipped, notes, duplicates]).toEqual([[], [], []]);
    expect(clips.map(({ path }) => path)).toEqual(plans.map(({ path }) => path));
    for (const [index, plan] of plans.entries()) expect(clips[index]).toMatchObject(plan.labels);
  });

  it('shows its planted duplicates to the import, which keeps both names and says so', async () => {
    const plant = { duplicates: 2 };
    const { plans } = await writeCorpus(folder, { seed: 9, speakerCount: 4, clipsPerSpeaker: 8, plant });
    const { clips, notes } = await importRavdess(folder, sink);
    expect(clips.length).toBe(32);
    const pairs = plans.flatMap(({ path, planted }) => (planted === null ? [] : [path, planted.sameAs]));
    expect(notes).toMatchObject([{ code: 'same-recording', paths: pairs.sort() }]);
  });
});
