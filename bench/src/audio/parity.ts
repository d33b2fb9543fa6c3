import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ConstantQChroma,
  chromaFilterbank,
  chromaStft,
  decodeNpy,
  decodeWav,
  delta,
  estimateTuning,
  hpss,
  melFilterbank,
  melSpectrogram,
  mfcc,
  powerToDb,
  pyin,
  rms,
  Stft,
  spectralBandwidth,
  spectralCentroid,
  spectralContrast,
  spectralFlatness,
  spectralRolloff,
  split,
  yin,
  zeroCrossingRate,
} from '@voxboard/audio-dsp';
import type { LibrosaPeer } from './librosa-peer.js';

const SAMPLE_RATE_HZ = 22_050;
/** Levels at which silence is looked for. */
const TOP_DB = [20, 30, 60] as const;
/** Values this much smaller than the largest of their kind count as this large. */
const FLOOR_SHARE = 0.01;
/** Where two troughs are equally deep, rounding decides between octaves: such frames are counted, not averaged. */
const SAME_PITCH = 1e-5;

export interface ParityResult {
  /** Largest relative difference of each feature over all clips, same samples, 64 bits. */
  readonly worst: Readonly<Record<string, number>>;
  /** The same of librosa's tonnetz of a signal and of the same signal 0.8 dB louder. */
  readonly librosaTonnetzSpread: number;
  /** Frames whose YIN estimate is another trough, of all. */
  readonly pitchFrames: { readonly different: number; readonly total: number };
  /** Lists of intervals that differ, of all, at the clips' own rate and at 22,050 Hz. */
  readonly splits: { readonly different: number; readonly total: number };
}

/** Compares every feature of whole clips with librosa's. */
export async function measureParity(
  clips: readonly string[],
  peer: LibrosaPeer,
  folder: string,
): Promise<ParityResult> {
  await mkdir(folder, { recursive: true });
  const worst: Record<string, number> = {};
  let librosaTonnetzSpread = 0;
  const pitchFrames = { different: 0, total: 0 };
  const splits = { different: 0, total: 0 };
  for (const clip of clips) {
    const { names, splitOwnRate, split22050 } = await peer.parity(clip, folder);
    const expectedOf = async (name: string) => decodeNpy(await readFile(join(folder, `${name}.npy`))).data;
    const samples = Float64Array.from(await expectedOf('samples'));
    const computed = computeAll(samples);
    librosaTonnetzSpread = Math.max(
      librosaTonnetzSpread,
      ...relativeErrors(await expectedOf('tonnetzOfLouder'), await expectedOf('tonnetz')),
    );
    for (const name of names) {
      if (name === 'tonnetzOfLouder') continue;
      const [actual, expected] = [computed[name], await expectedOf(name)];
      if (actual === undefined) throw new Error(`${name} is not compared`);
      const isPitch = name === 'yin' || name === 'pyin';
      const errors = relativeErrors(actual, expected).filter((error) => !(isPitch && error > SAME_PITCH));
      if (isPitch) {
        pitchFrames.total += expected.length;
        pitchFrames.different += expected.length - errors.length;
      }
      worst[name] = errors.reduce((most, error) => Math.max(most, error), worst[name] ?? 0);
    }
    const own = decodeWav(await readFile(clip)).samples;
    TOP_DB.forEach((topDb, i) => {
      for (const [signal, expected] of [
        [own, splitOwnRate[i]],
        [Float32Array.from(samples), split22050[i]],
      ] as const) {
        splits.total++;
        if (JSON.stringify(split(signal, { topDb })) !== JSON.stringify(expected)) splits.different++;
      }
    });
  }
  return { worst, librosaTonnetzSpread, pitchFrames, splits };
}

const stft = new Stft();
const melBank = melFilterbank({ sampleRateHz: SAMPLE_RATE_HZ, nFft: 2048 });
const constantQ = new ConstantQChroma(SAMPLE_RATE_HZ);

function computeAll(samples: Float64Array): Record<string, ArrayLike<number>> {
  const scale = { sampleRateHz: SAMPLE_RATE_HZ, nFft: 2048 };
  const power = stft.power(samples);
  const magnitude = { ...power, values: power.values.map(Math.sqrt) };
  const mel = melSpectrogram(power, melBank);
  const coefficients = mfcc({ ...mel, values: powerToDb(mel.values) });
  const tuning = estimateTuning(magnitude, scale);
  const { harmonic, percussive } = hpss(samples);
  const probable = pyin(samples, { sampleRateHz: SAMPLE_RATE_HZ, fillNa: null });
  return {
    zeroCrossingRate: zeroCrossingRate(samples),
    rms: rms(samples),
    melSpectrogram: mel.values,
    mfcc: coefficients.values,
    chromaStft: chromaStft(magnitude, chromaFilterbank(SAMPLE_RATE_HZ, 2048, tuning)).values,
    spectralCentroid: spectralCentroid(magnitude, scale),
    spectralBandwidth: spectralBandwidth(magnitude, scale),
    spectralRolloff: spectralRolloff(magnitude, scale),
    spectralFlatness: spectralFlatness(power),
    spectralContrast: spectralContrast(magnitude, scale).values,
    tonnetz: constantQ.tonnetz(harmonic).values,
    harmonic,
    percussive,
    yin: yin(samples, { sampleRateHz: SAMPLE_RATE_HZ }),
    pyin: probable.f0,
    pyinVoicedProb: probable.voicedProb,
    deltaMfcc: delta(coefficients).values,
  };
}

function relativeErrors(actual: ArrayLike<number>, expected: ArrayLike<number>): number[] {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values instead of ${expected.length}`);
  const reference = Array.from(expected);
  const floor = FLOOR_SHARE * reference.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return reference.map((value, i) => {
    const difference = Math.abs((actual[i] ?? Number.NaN) - value);
    return difference === 0 ? 0 : difference / Math.max(Math.abs(value), floor);
  });
}
