import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav16 } from '@voxboard/audio-dsp';
import { Rng } from '@voxboard/domain';

const SAMPLE_RATE_HZ = 48_000;

/** Paths of `count` recordings spread evenly over a folder and its subfolders. */
export async function listClips(folder: string, count: number): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((name) => name.toLowerCase().endsWith('.wav')).sort();
  if (files.length === 0)
    throw new Error(`${folder} holds no WAV file: set VOXBOARD_RAVDESS to a folder of recordings`);
  const step = Math.max(1, files.length / count);
  return Array.from({ length: Math.min(count, files.length) }, (_, i) =>
    join(folder, files[Math.floor(i * step)] ?? ''),
  );
}

/** Writes seeded speech-like clips of 3 to 5 seconds at 48 kHz and returns their paths. */
export async function writeSyntheticClips(folder: string, count: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const path = join(folder, `clip-${i}.wav`);
    await writeFile(path, encodeWav16(speechLike(new Rng(1000 + i)), SAMPLE_RATE_HZ));
    paths.push(path);
  }
  return paths;
}

/** Harmonics of a wandering pitch in syllables, over a breath of noise. */
function speechLike(rng: Rng): Float32Array {
  const samples = new Float32Array(Math.round(rng.between(3, 5) * SAMPLE_RATE_HZ));
  const pitchHz = rng.between(90, 280);
  const syllableHz = rng.between(2.5, 5);
  let phase = 0;
  for (let i = 0; i < samples.length; i++) {
    const t = i / SAMPLE_RATE_HZ;
    phase += (2 * Math.PI * pitchHz * (1 + 0.15 * Math.sin(2 * Math.PI * 0.7 * t))) / SAMPLE_RATE_HZ;
    const envelope = Math.max(0, Math.sin(Math.PI * syllableHz * t)) ** 2;
    let tone = 0;
    for (let k = 1; k <= 20; k++) tone += Math.sin(k * phase) / k;
    samples[i] = 0.15 * envelope * tone + 0.001 * rng.normal();
  }
  return samples;
}
