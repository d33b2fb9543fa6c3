import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { assemblyDigest } from '../../build-kernels.mjs';
import { pitchShift, timeStretch } from '../augmentation/time-stretch.js';
import { chromaFilterbank, chromaStft } from '../features/chroma.js';
import { powerToDb } from '../features/decibels.js';
import { medianFilter } from '../features/median-filter.js';
import { melFilterbank } from '../features/mel-filterbank.js';
import { melSpectrogram } from '../features/mel-spectrogram.js';
import { mfcc } from '../features/mfcc.js';
import { Resampler } from '../resample/resampler.js';
import { realFft } from '../spectrum/real-fft.js';
import { Stft } from '../spectrum/stft.js';
import { gaps, voice, white } from '../testing/test-signals.js';
import { ASSEMBLY_SHA256 } from './generated/kernels-wasm.js';
import type { Kernels } from './kernels.js';
import { createScalarKernels } from './scalar-kernels.js';
import { createWasmKernels } from './wasm-kernels.js';
import { inWorkspace, selectKernels } from './workspace.js';

test('the embedded WebAssembly was built from the sources beside it', () => {
  expect(ASSEMBLY_SHA256).toBe(assemblyDigest());
});

describe('WebAssembly and TypeScript kernels give the same bits', () => {
  let wasm: Kernels;
  const scalar = createScalarKernels();

  beforeAll(() => {
    const created = createWasmKernels();
    if (created === null) throw new Error('this machine has no WebAssembly SIMD');
    wasm = created;
  });

  afterEach(() => selectKernels(wasm));

  const stft = new Stft({ nFft: 512, hopLength: 128 });
  const power = stft.power(voice(9000, 16_000));
  const operations: Record<string, () => Float64Array> = {
    ...Object.fromEntries(
      [16, 32, 64, 128, 256, 2048, 4096].map((size) => [`FFT of ${size}`, () => realFft(white(size, 4)).im]),
    ),
    'complex spectrogram': () => stft.complex(voice(5000, 16_000)).re,
    'power spectrogram': () => stft.power(gaps(20_000, 16_000)).values,
    'mel bands': () => melSpectrogram(power, melFilterbank({ sampleRateHz: 16_000, nFft: 512, nMels: 40 })).values,
    'cepstrum of 13': () => mfcc(power, { nMfcc: 13 }).values,
    'cepstrum of 20': () => mfcc(power, { nMfcc: 20 }).values,
    chroma: () => chromaStft(power, chromaFilterbank(16_000, 512, 0.2)).values,
    'resampling by a ratio': () => new Resampler(48_000, 22_050).resample(voice(9000, 48_000)),
    'resampling by two': () => new Resampler(44_100, 22_050).resample(gaps(9000, 44_100)),
    'resampling by an irrational factor': () => new Resampler(16_000 * 0.937, 16_000).resample(voice(5000, 16_000)),
    logarithms: () =>
      powerToDb(
        Float64Array.from(gaps(5001, 8000), (value) => value * value * 1e-3),
        { aMin: 1e-14, topDb: null },
      ),
    'running medians': () =>
      medianFilter(
        Float64Array.from(gaps(4000, 9000), (value) => Math.round(20 * value) + 0),
        31,
      ),
    'time stretch': () => timeStretch(voice(9000, 22_050), 0.8),
    'pitch shift': () => pitchShift(gaps(9001, 22_050), 0.7),
  };

  test.each(Object.keys(operations))('%s', (name) => {
    selectKernels(wasm);
    const fast = operations[name]();
    selectKernels(scalar);
    expect(operations[name]()).toEqual(fast);
  });

  test.each(Object.keys(operations))('%s does not read memory it has not written', (name) => {
    for (const kernels of [wasm, scalar]) {
      selectKernels(kernels);
      const clean = operations[name]();
      kernels.heap().fill(Number.NaN);
      expect(operations[name]()).toEqual(clean);
    }
  });
});

test('logarithms are right to the last few bits over the whole range', () => {
  inWorkspace((workspace) => {
    const values = Float64Array.from({ length: 4000 }, (_, i) => 1.37 ** (i / 2 - 1000) * (1 + i / 4001));
    const pointer = workspace.put(values);
    workspace.kernels.naturalLogs(pointer, values.length, 0, 0, pointer);
    const logs = workspace.view(pointer, values.length);
    values.forEach((value, i) => {
      expect(Math.abs(logs[i] - Math.log(value))).toBeLessThanOrEqual(4e-16 * (1 + Math.abs(Math.log(value))));
    });
  });
});

describe('the workspace', () => {
  test('releases what an operation allocated, also when it throws', () => {
    const topOf = () => inWorkspace((workspace) => workspace.top);
    const before = topOf();
    inWorkspace((workspace) => workspace.allocate(1000));
    expect(() =>
      inWorkspace((workspace) => {
        workspace.allocate(1000);
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(topOf()).toBe(before);
  });

  test.each(['wasm', 'scalar'])('keeps values when the %s memory grows', (kind) => {
    const kernels = kind === 'wasm' ? createWasmKernels() : createScalarKernels();
    if (kernels === null) throw new Error('this machine has no WebAssembly SIMD');
    selectKernels(kernels);
    inWorkspace((workspace) => {
      const pointer = workspace.put(Float64Array.of(1, 2, 3));
      workspace.allocate(5_000_000);
      expect(Array.from(workspace.view(pointer, 3))).toEqual([1, 2, 3]);
    });
  });
});
