import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodeWav16 } from '@voxboard/audio-dsp';
import { hashSeed, Rng } from '@voxboard/domain';
import type { BlobSink } from '../clip-collector.js';

/** A second of noise as a WAV file; the content depends on the name. */
export function wav(name: string, { seconds = 1, level = 0.3, rateHz = 8000 } = {}): Uint8Array {
  const rng = new Rng(hashSeed(1, name));
  const samples = Float32Array.from({ length: Math.round(seconds * rateHz) }, () => level * rng.between(-1, 1));
  return encodeWav16(samples, rateHz);
}

/** The same samples with the header saying that they are pairs for two channels. */
export function stereoWav(name: string): Uint8Array {
  const bytes = wav(name, { seconds: 2 });
  const view = new DataView(bytes.buffer);
  view.setUint16(22, 2, true);
  view.setUint32(28, view.getUint32(24, true) * 4, true);
  view.setUint16(32, 4, true);
  return bytes;
}

/** The place of a clip of RAVDESS. */
export function ravdessPath(actor: number, emotion = 1, repetition = 1): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `Actor_${two(actor)}/03-01-${two(emotion)}-01-01-${two(repetition)}-${two(actor)}.wav`;
}

export type Files = Readonly<Record<string, Uint8Array>>;

/** A few good clips of two actors. */
export function smallCorpus(): Files {
  const paths = [ravdessPath(1), ravdessPath(1, 5), ravdessPath(2), ravdessPath(2, 8)];
  return Object.fromEntries(paths.map((path) => [path, wav(path)]));
}

/** Writes files into a new temporary folder. */
export async function folderWith(files: Files): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'voxboard-corpora-'));
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Remembers what was stored. */
export class MemorySink implements BlobSink {
  readonly blobs = new Map<string, Uint8Array>();

  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.blobs.set(sha256, bytes);
    return sha256;
  }
}
