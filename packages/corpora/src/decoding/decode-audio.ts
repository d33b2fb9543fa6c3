import { decodeWav, type WavSection } from '@voxboard/audio-dsp';
import { type AudioFormat, sniffAudioFormat } from './audio-format.js';
import type { DecodedRecording, DecodedSamples, DecodingLimits } from './decoded-recording.js';
import { CorruptAudioError, UnknownAudioFormatError } from './decoding-errors.js';
import { decodeByFfmpeg } from './ffmpeg.js';
import { decodePackets } from './packet-decoder.js';
import { decodeStream } from './stream-decoders.js';

export interface DecodeAudioOptions extends WavSection {
  /** Recordings that unpack to more are refused. Default 3,600 s. WAV files are as long as their bytes. */
  readonly maxDurationSec?: number;
  /** ffmpeg's name or path, null to do without it. Default `ffmpeg`, looked for on the PATH. */
  readonly ffmpeg?: string | null;
  /** ffmpeg is stopped after this. Default 60,000 ms. */
  readonly ffmpegTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

const DEFAULT_MAX_DURATION_SEC = 3600;
const DEFAULT_FFMPEG_TIMEOUT_MS = 60_000;

/**
 * Decodes a recording of any format, mixed down to mono, at its own rate. What it is is read from its bytes, never from
 * its name. WAV is decoded by audio-dsp (only the section asked for is touched); FLAC, MP3, Ogg Vorbis and Opus (in
 * Ogg, WebM, MP4) by WebAssembly decoders; everything else (AAC, M4A, WMA, AIFF, …) by ffmpeg where it is installed.
 * @throws WavError of audio-dsp, UnknownAudioFormatError, CorruptAudioError, DecoderMissingError, RecordingTooLongError,
 * DecoderTimeoutError, and the signal's reason
 */
export async function decodeAudio(bytes: Uint8Array, options: DecodeAudioOptions = {}): Promise<DecodedRecording> {
  const format = sniffAudioFormat(bytes);
  if (format === null) throw new UnknownAudioFormatError(describeStart(bytes));
  if (format === 'wav') {
    const { samples, sampleRateHz, channelCount, durationSec, isTruncated } = decodeWav(bytes, options);
    return { samples, sampleRateHz, channelCount, durationSec, isTruncated, format };
  }
  const whole = await decodeWhole(bytes, format, options);
  const { sampleRateHz, channelCount, isTruncated } = whole;
  const samples = sectionOf(whole.samples, sampleRateHz, options);
  return { samples, sampleRateHz, channelCount, durationSec: samples.length / sampleRateHz, isTruncated, format };
}

async function decodeWhole(
  bytes: Uint8Array,
  format: AudioFormat,
  options: DecodeAudioOptions,
): Promise<DecodedSamples> {
  const limits: DecodingLimits = {
    maxDurationSec: options.maxDurationSec ?? DEFAULT_MAX_DURATION_SEC,
    signal: options.signal ?? null,
  };
  const byFfmpeg = (coding: string) =>
    decodeByFfmpeg(bytes, format, {
      ...limits,
      coding,
      program: options.ffmpeg === undefined ? 'ffmpeg' : options.ffmpeg,
      timeoutMs: options.ffmpegTimeoutMs ?? DEFAULT_FFMPEG_TIMEOUT_MS,
    });
  switch (format) {
    case 'flac':
    case 'ogg-flac':
    case 'mp3':
    case 'vorbis':
      return decodeStream(bytes, format, limits);
    case 'opus':
    case 'matroska':
    case 'mp4': {
      const decoded = await decodePackets(bytes, format, limits);
      if (!('codec' in decoded)) return decoded;
      if (format === 'opus') throw new CorruptAudioError(format, `it holds ${decoded.codec}`, 0);
      return byFfmpeg(`${decoded.codec.toUpperCase()} sound in ${format === 'mp4' ? 'MP4/M4A' : 'WebM'} files`);
    }
    default:
      return byFfmpeg(`${format.toUpperCase()} files`);
  }
}

/** Positions are cut to whole samples, as `decodeWav` and `librosa.load` do. */
function sectionOf(samples: Float32Array, sampleRateHz: number, { offsetSec, durationSec }: WavSection): Float32Array {
  const start = Math.trunc((offsetSec ?? 0) * sampleRateHz);
  const count =
    durationSec === null || durationSec === undefined ? samples.length : Math.trunc(durationSec * sampleRateHz);
  return start === 0 && count >= samples.length ? samples : samples.slice(start, start + count);
}

function describeStart(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing';
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
