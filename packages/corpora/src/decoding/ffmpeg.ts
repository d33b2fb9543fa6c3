import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWav } from '@voxboard/audio-dsp';
import type { AudioFormat } from './audio-format.js';
import type { DecodedSamples, DecodingLimits } from './decoded-recording.js';
import {
  CorruptAudioError,
  DecoderMissingError,
  DecoderTimeoutError,
  RecordingTooLongError,
} from './decoding-errors.js';

/** ffmpeg's reader of each format. It is named so that ffmpeg tries no other: playlists may point at other files. */
const DEMUXERS: Readonly<Partial<Record<AudioFormat, string>>> = {
  flac: 'flac',
  mp3: 'mp3',
  opus: 'ogg',
  vorbis: 'ogg',
  'ogg-flac': 'ogg',
  'ogg-other': 'ogg',
  matroska: 'matroska',
  mp4: 'mov',
  aac: 'aac',
  aiff: 'aiff',
  caf: 'caf',
  asf: 'asf',
};
const MAX_RATE_HZ = 384_000;
const MAX_CHANNELS = 8;
const MESSAGE_BYTES = 4096;

export interface FfmpegOptions extends DecodingLimits {
  /** Name or path of the program; null: there is none. */
  readonly program: string | null;
  readonly timeoutMs: number;
  /** What the file holds, for the message when there is no ffmpeg. */
  readonly coding: string;
}

/**
 * Decodes by an ffmpeg that is installed. It runs without a shell, reads one temporary file (MP4 keeps its table at the
 * end, which a pipe cannot seek to) by one named reader and writes to a pipe; what it writes is bounded, it is killed
 * when it takes too long or the signal fires, and the file is removed whatever happens.
 * @throws DecoderMissingError, CorruptAudioError, RecordingTooLongError, DecoderTimeoutError, and the signal's reason
 */
export async function decodeByFfmpeg(
  bytes: Uint8Array,
  format: AudioFormat,
  options: FfmpegOptions,
): Promise<DecodedSamples> {
  const demuxer = DEMUXERS[format];
  const { program } = options;
  if (demuxer === undefined || program === null) throw new DecoderMissingError(format, options.coding);
  options.signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'voxboard-decode-'));
  try {
    const file = join(folder, 'recording');
    await writeFile(file, bytes);
    const wav = await runFfmpeg(program, argumentsFor(demuxer, file, options.maxDurationSec), format, options);
    const { samples, sampleRateHz, channelCount } = decodeWav(wav);
    if (samples.length > options.maxDurationSec * sampleRateHz) throw new RecordingTooLongError(options.maxDurationSec);
    if (samples.length === 0) throw new CorruptAudioError(format, 'it holds no sound that can be decoded', 0);
    return { samples, sampleRateHz, channelCount, isTruncated: false };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function argumentsFor(demuxer: string, file: string, maxDurationSec: number): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-protocol_whitelist', 'file,pipe'],
    ...['-f', demuxer, '-i', file, '-map', '0:a:0', '-t', String(maxDurationSec + 1)],
    ...['-c:a', 'pcm_f32le', '-f', 'wav', 'pipe:1'],
  ];
}

function runFfmpeg(
  program: string,
  args: readonly string[],
  format: AudioFormat,
  options: FfmpegOptions,
): Promise<Uint8Array> {
  const { timeoutMs, signal, maxDurationSec } = options;
  const maxBytes = (maxDurationSec + 2) * MAX_RATE_HZ * MAX_CHANNELS * 4;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const chunks: Uint8Array[] = [];
    let byteCount = 0;
    let message = '';
    let failure: unknown = null;
    const stop = (reason: unknown) => {
      failure ??= reason;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop(new DecoderTimeoutError(timeoutMs)), timeoutMs);
    const abort = () => stop(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    child.stdout.on('data', (chunk: Uint8Array) => {
      byteCount += chunk.length;
      if (byteCount > maxBytes) stop(new RecordingTooLongError(maxDurationSec));
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Uint8Array) => {
      if (message.length < MESSAGE_BYTES) message += new TextDecoder().decode(chunk);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      failure ??= error.code === 'ENOENT' ? new DecoderMissingError(format, options.coding) : error;
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (failure !== null) reject(failure);
      else if (code === 0) resolve(Buffer.concat(chunks, byteCount));
      else reject(new CorruptAudioError(format, `ffmpeg says: ${firstLine(message)}`, 0));
    });
  });
}

function firstLine(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a program prints about a stranger's file may hold any.
  return (message.split('\n')[0] ?? '').replace(/[\u0000-\u001f\u007f]/g, '?').slice(0, 300) || 'nothing';
}
