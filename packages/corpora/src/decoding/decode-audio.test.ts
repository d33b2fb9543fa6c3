import { encodeWav16, WavError } from '@voxboard/audio-dsp';
import { DomainError, Rng } from '@voxboard/domain';
import { describe, expect, test, vi } from 'vitest';
import { amplitudeOf, encodedRecording, type RecordingName } from '../testing/encoded-recordings.js';
import { decodeAudio } from './decode-audio.js';
import {
  CorruptAudioError,
  DecoderMissingError,
  RecordingTooLongError,
  UnknownAudioFormatError,
} from './decoding-errors.js';

const BUILT_IN: readonly RecordingName[] = ['flac', 'oggFlac', 'mp3', 'vorbis', 'opus', 'webm', 'opusMp4'];

describe('decoding without other programs', () => {
  test.each([
    ['mp3', 'mp3', 16_000],
    ['vorbis', 'vorbis', 16_000],
    ['opus', 'opus', 48_000],
    ['webm', 'matroska', 48_000],
    ['opusMp4', 'mp4', 48_000],
  ] as const)('%s: both tones, mixed down to mono, at the right place', async (name, format, rateHz) => {
    const recording = await decodeAudio(encodedRecording(name), { ffmpeg: null });
    expect(recording).toMatchObject({ format, sampleRateHz: rateHz, channelCount: 2, isTruncated: false });
    expect(Math.abs(recording.durationSec - 0.6)).toBeLessThan(name === 'webm' ? 0.01 : 1e-3);
    const middle = recording.samples.subarray(0.1 * rateHz, 0.5 * rateHz);
    expect(amplitudeOf(middle, rateHz, 440)).toBeCloseTo(0.2, 1);
    expect(amplitudeOf(middle, rateHz, 660)).toBeCloseTo(0.1, 1);
    expect(amplitudeOf(middle, rateHz, 1500)).toBeLessThan(0.01);
  });

  test.each(['flac', 'oggFlac'] as const)('%s is lossless: every sample within one step of 16 bits', async (name) => {
    const { samples, sampleRateHz, isTruncated } = await decodeAudio(encodedRecording(name), { ffmpeg: null });
    expect({ sampleRateHz, isTruncated, length: samples.length }).toEqual({
      sampleRateHz: 8000,
      isTruncated: false,
      length: 4800,
    });
    samples.forEach((sample, i) => {
      expect(Math.abs(sample - 0.4 * Math.sin((2 * Math.PI * 440 * i) / 8000))).toBeLessThan(1.01 / 32_768);
      // Codes divided by 32,768 as in a WAV file, not by 32,767.
      expect(Number.isInteger(sample * 32_768)).toBe(true);
    });
  });

  test('WAV goes through the same door, and a section is cut as from any other format', async () => {
    const tone = Float32Array.from({ length: 4800 }, (_, i) => 0.4 * Math.sin((2 * Math.PI * 440 * i) / 8000));
    const section = { offsetSec: 0.1, durationSec: 0.25 };
    const wav = await decodeAudio(encodeWav16(tone, 8000), section);
    const flac = await decodeAudio(encodedRecording('flac'), section);
    expect(wav).toMatchObject({ format: 'wav', durationSec: 0.25 });
    expect(flac.samples.length).toBe(wav.samples.length);
    flac.samples.forEach((sample, i) => {
      expect(Math.abs(sample - (wav.samples[i] ?? Number.NaN))).toBeLessThan(1.01 / 32_768);
    });
    expect((await decodeAudio(encodedRecording('flac'), { offsetSec: 5 })).samples.length).toBe(0);
  });
});

describe('what cannot be decoded', () => {
  test.each(['m4a', 'aiff'] as const)('%s needs ffmpeg, and the error says so and what to do', async (name) => {
    const failure = decodeAudio(encodedRecording(name), { ffmpeg: null });
    await expect(failure).rejects.toBeInstanceOf(DecoderMissingError);
    await expect(failure).rejects.toThrow(/Install ffmpeg .* or convert/);
  });

  test('bytes that start like no recording are named as what they are', async () => {
    await expect(decodeAudio(new TextEncoder().encode('<html><body>'))).rejects.toThrow(/3c 68 74 6d 6c/);
    await expect(decodeAudio(new Uint8Array(0))).rejects.toBeInstanceOf(UnknownAudioFormatError);
    await expect(decodeAudio(new Uint8Array(0))).rejects.toThrow(/starts with nothing/);
  });

  test('a damaged FLAC file is an error with a position, one cut short is decoded and said to be so', async () => {
    const bytes = encodedRecording('flac');
    const cut = await decodeAudio(bytes.subarray(0, bytes.length - 10)).catch((error: unknown) => error);
    expect(cut).toMatchObject({ isTruncated: true });
    expect(await decodeAudio(encodedRecording('vorbis').subarray(0, 4400))).toMatchObject({ isTruncated: true });
    await expect(decodeAudio(encodedRecording('webm').subarray(0, 2400))).rejects.toThrow(/no sound/);
    const opus = encodedRecording('opus');
    const failure = await decodeAudio(opus.subarray(0, 60)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CorruptAudioError);
    expect(failure).toMatchObject({ byteOffset: 60 });
    expect(String(failure)).toMatch(/cut short/);
  });

  test.each(BUILT_IN)('%s that unpacks to more than allowed is refused', async (name) => {
    const failure = decodeAudio(encodedRecording(name), { maxDurationSec: 0.2, ffmpeg: null });
    await expect(failure).rejects.toBeInstanceOf(RecordingTooLongError);
  });

  test.each(BUILT_IN)('%s stops when it is aborted', async (name) => {
    const signal = AbortSignal.abort(new Error('stop'));
    const failure = decodeAudio(encodedRecording(name), { signal, ffmpeg: null });
    if (name === 'opus' || name === 'webm' || name === 'opusMp4') {
      // Short enough to be one batch: nothing is left to stop.
      await failure.catch((error: unknown) => expect(error).toMatchObject({ message: 'stop' }));
    } else await expect(failure).rejects.toThrow('stop');
  });

  test('seeded mutations of every format give samples or a named error, and print nothing', async () => {
    const printed = vi.spyOn(console, 'error');
    const rng = new Rng(20_261_123);
    let failures = 0;
    for (const name of BUILT_IN) {
      const original = encodedRecording(name);
      for (let round = 0; round < 60; round++) {
        const bytes = original.slice(0, rng.uniform() < 0.3 ? rng.below(original.length + 1) : original.length);
        for (let change = rng.below(8); change >= 0 && bytes.length > 0; change--) {
          const reach = rng.uniform() < 0.5 ? Math.min(200, bytes.length) : bytes.length;
          bytes[rng.below(reach)] = [0, 0xff, rng.below(256)][rng.below(3)] ?? 0;
        }
        const outcome = await decodeAudio(bytes, { ffmpeg: null, maxDurationSec: 60 }).catch((error: unknown) => error);
        if (!(outcome instanceof Error)) continue;
        failures++;
        expect(outcome instanceof DomainError || outcome instanceof WavError, `${name} ${round}: ${outcome}`).toBe(
          true,
        );
      }
    }
    expect(failures).toBeGreaterThan(50);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  }, 60_000);
});
