import { aLawTable, muLawTable } from './companding.js';
import { readWavInfo, type WavCoding, type WavInfo } from './wav-info.js';

/** Part of a file to decode, as `librosa.load(offset=, duration=)`: positions are cut to whole samples. */
export interface WavSection {
  /** Seconds to skip at the start; past the end of the file nothing is left. Default 0. */
  readonly offsetSec?: number;
  /** Seconds to decode at most; null or absent: to the end. */
  readonly durationSec?: number | null;
}

export interface DecodedAudio {
  /** Mono, −1…1 for integer codings: the mean of the channels. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** Channels in the file, before the mix-down. */
  readonly channelCount: number;
  /** Of `samples`, in seconds. */
  readonly durationSec: number;
  /** Bits a sample occupies in the file. */
  readonly bitDepth: number;
  readonly coding: WavCoding;
  /** The header promises more samples than the file holds; what is there was decoded. */
  readonly isTruncated: boolean;
}

/**
 * Decodes a WAV file (or a section of it) and mixes it down to mono. Scaling and mix-down agree with
 * `librosa.load(path, sr=None, mono=True)`; only the section asked for is touched.
 *
 * Reads PCM 8/16/24/32, float 32/64, A-law and µ-law, plain or extensible, 1 to 8 channels.
 * @throws NotAWavFileError, MissingWavChunkError, CorruptWavHeaderError, UnsupportedWavFormatError
 */
export function decodeWav(bytes: Uint8Array, section: WavSection = {}): DecodedAudio {
  const info = readWavInfo(bytes);
  const start = Math.min(Math.trunc((section.offsetSec ?? 0) * info.sampleRateHz), info.frameCount);
  const wanted =
    section.durationSec === null || section.durationSec === undefined
      ? info.frameCount
      : Math.trunc(section.durationSec * info.sampleRateHz);
  const frameCount = Math.min(wanted, info.frameCount - start);
  const bytesPerFrame = (info.bitDepth / 8) * info.channelCount;
  const interleaved = decodeSamples(
    bytes,
    info,
    info.dataOffset + start * bytesPerFrame,
    frameCount * info.channelCount,
  );
  return {
    samples: info.channelCount === 1 ? interleaved : mixDown(interleaved, info.channelCount),
    sampleRateHz: info.sampleRateHz,
    channelCount: info.channelCount,
    durationSec: frameCount / info.sampleRateHz,
    bitDepth: info.bitDepth,
    coding: info.coding,
    isTruncated: info.isTruncated,
  };
}

/**
 * Mean of interleaved channels.
 * @param interleaved frames × channels
 */
export function mixDown(interleaved: Float32Array, channelCount: number): Float32Array {
  const mono = new Float32Array(Math.floor(interleaved.length / channelCount));
  for (let frame = 0, at = 0; frame < mono.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channelCount; channel++, at++) sum += interleaved[at];
    mono[frame] = sum / channelCount;
  }
  return mono;
}

function decodeSamples(bytes: Uint8Array, info: WavInfo, offset: number, count: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, (count * info.bitDepth) / 8);
  if (info.coding === 'float') return decodeFloat(view, info.bitDepth, count);
  if (info.coding === 'pcm') return decodePcm(view, info.bitDepth, count);
  const table = info.coding === 'a-law' ? aLawTable() : muLawTable();
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i++) samples[i] = table[view.getUint8(i)];
  return samples;
}

function decodeFloat(view: DataView, bitDepth: number, count: number): Float32Array {
  const samples = new Float32Array(count);
  if (bitDepth === 32) for (let i = 0; i < count; i++) samples[i] = view.getFloat32(4 * i, true);
  else for (let i = 0; i < count; i++) samples[i] = view.getFloat64(8 * i, true);
  return samples;
}

function decodePcm(view: DataView, bitDepth: number, count: number): Float32Array {
  const samples = new Float32Array(count);
  switch (bitDepth) {
    case 8:
      // The only unsigned PCM: silence is 128.
      for (let i = 0; i < count; i++) samples[i] = (view.getUint8(i) - 128) / 128;
      break;
    case 16:
      decodePcm16(view, samples);
      break;
    case 24:
      for (let i = 0; i < count; i++) {
        samples[i] = ((view.getInt8(3 * i + 2) << 16) | view.getUint16(3 * i, true)) / 8_388_608;
      }
      break;
    default:
      for (let i = 0; i < count; i++) samples[i] = view.getInt32(4 * i, true) / 2_147_483_648;
  }
  return samples;
}

/** The common case; a typed array reads twice as fast as a DataView where the data lie on an even byte. */
function decodePcm16(view: DataView, samples: Float32Array): void {
  if (IS_LITTLE_ENDIAN && view.byteOffset % 2 === 0) {
    const codes = new Int16Array(view.buffer, view.byteOffset, samples.length);
    for (let i = 0; i < samples.length; i++) samples[i] = codes[i] * (1 / 32_768);
    return;
  }
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(2 * i, true) / 32_768;
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
