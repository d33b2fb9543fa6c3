import {
  CorruptWavHeaderError,
  MissingWavChunkError,
  NotAWavFileError,
  UnsupportedWavFormatError,
} from './wav-errors.js';

export type WavCoding = 'pcm' | 'float' | 'a-law' | 'mu-law';

/** What the header says, checked against the bytes that are really there. */
export interface WavInfo {
  readonly coding: WavCoding;
  /** Bits a sample occupies in the file: 8, 16, 24, 32 or 64. */
  readonly bitDepth: number;
  readonly channelCount: number;
  readonly sampleRateHz: number;
  /** Sample frames (one sample of each channel) present in the file. */
  readonly frameCount: number;
  /** Of the whole file, in seconds. */
  readonly durationSec: number;
  /** Where the sample data starts, in bytes. */
  readonly dataOffset: number;
  /** The header promises more samples than the file holds. */
  readonly isTruncated: boolean;
}

export const MAX_CHANNEL_COUNT = 8;
const MAX_SAMPLE_RATE_HZ = 768_000;
const FORMAT_PCM = 0x0001;
const FORMAT_FLOAT = 0x0003;
const FORMAT_A_LAW = 0x0006;
const FORMAT_MU_LAW = 0x0007;
const FORMAT_EXTENSIBLE = 0xfffe;
/** Sizes that writers put into `data` when they do not know the length yet (pipes, interrupted recordings). */
const UNKNOWN_SIZES: readonly number[] = [0xffffffff, 0x7fffffff, 0];

interface Chunk {
  readonly offset: number;
  readonly size: number;
}

/**
 * Reads the header of a RIFF/WAVE (or RF64) file without touching the samples.
 *
 * Chunks may come in any order and have odd sizes; a `data` chunk longer than the file is cut to what is there.
 * @throws NotAWavFileError, MissingWavChunkError, CorruptWavHeaderError, UnsupportedWavFormatError
 */
export function readWavInfo(bytes: Uint8Array): WavInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.byteLength >= 12 ? readFourCc(view, 0) : '';
  if (magic === 'RIFX') throw new UnsupportedWavFormatError('Big-endian WAV (RIFX) is not supported: convert it', 0);
  if ((magic !== 'RIFF' && magic !== 'RF64') || readFourCc(view, 8) !== 'WAVE') {
    throw new NotAWavFileError('This is not a WAV file: it does not start with RIFF … WAVE. Convert it to WAV', 0);
  }
  const { fmt, data } = findChunks(view);
  const format = readFormat(view, fmt);
  const available = bytes.byteLength - data.offset;
  const isSizeUnknown = UNKNOWN_SIZES.includes(data.size);
  const byteLength = isSizeUnknown ? available : Math.min(data.size, available);
  const bytesPerFrame = (format.bitDepth / 8) * format.channelCount;
  const frameCount = Math.floor(byteLength / bytesPerFrame);
  return {
    ...format,
    frameCount,
    durationSec: frameCount / format.sampleRateHz,
    dataOffset: data.offset,
    isTruncated: !isSizeUnknown && data.size > available,
  };
}

function findChunks(view: DataView): { fmt: Chunk; data: Chunk } {
  let fmt: Chunk | null = null;
  let data: Chunk | null = null;
  let position = 12;
  while (position + 8 <= view.byteLength && (fmt === null || data === null)) {
    const id = readFourCc(view, position);
    const size = view.getUint32(position + 4, true);
    const offset = position + 8;
    if (id === 'fmt ' && fmt === null) fmt = { offset, size };
    if (id === 'data' && data === null) data = { offset, size };
    // Chunks are padded to an even size; the padding byte is not counted in the size.
    position = offset + size + (size & 1);
  }
  if (fmt === null) throw new MissingWavChunkError('fmt ', Math.min(position, view.byteLength));
  if (data === null) throw new MissingWavChunkError('data', Math.min(position, view.byteLength));
  return { fmt, data };
}

function readFormat(
  view: DataView,
  fmt: Chunk,
): Pick<WavInfo, 'coding' | 'bitDepth' | 'channelCount' | 'sampleRateHz'> {
  const at = fmt.offset;
  if (fmt.size < 16 || at + 16 > view.byteLength) {
    throw new CorruptWavHeaderError(`The "fmt " chunk holds ${fmt.size} bytes, at least 16 are needed`, at);
  }
  const channelCount = view.getUint16(at + 2, true);
  if (channelCount < 1) throw new CorruptWavHeaderError('The header says there are no channels', at + 2);
  if (channelCount > MAX_CHANNEL_COUNT) {
    throw new UnsupportedWavFormatError(
      `${channelCount} channels are more than the ${MAX_CHANNEL_COUNT} supported: mix the file down`,
      at + 2,
    );
  }
  const sampleRateHz = view.getUint32(at + 4, true);
  if (sampleRateHz < 1 || sampleRateHz > MAX_SAMPLE_RATE_HZ) {
    throw new CorruptWavHeaderError(`A sample rate of ${sampleRateHz} Hz is not possible`, at + 4);
  }
  const blockAlign = view.getUint16(at + 12, true);
  const bitsPerSample = view.getUint16(at + 14, true);
  const coding = readCoding(view, fmt);
  return {
    coding,
    bitDepth: containerBits(coding, blockAlign, bitsPerSample, channelCount, at),
    channelCount,
    sampleRateHz,
  };
}

function readCoding(view: DataView, fmt: Chunk): WavCoding {
  let at = fmt.offset;
  let tag = view.getUint16(at, true);
  if (tag === FORMAT_EXTENSIBLE) {
    // The real tag is the first field of the sub-format GUID.
    if (fmt.size < 40 || fmt.offset + 40 > view.byteLength) {
      throw new CorruptWavHeaderError(`An extensible "fmt " chunk needs 40 bytes, this one has ${fmt.size}`, at);
    }
    at += 24;
    tag = view.getUint16(at, true);
  }
  if (tag === FORMAT_PCM) return 'pcm';
  if (tag === FORMAT_FLOAT) return 'float';
  if (tag === FORMAT_A_LAW) return 'a-law';
  if (tag === FORMAT_MU_LAW) return 'mu-law';
  throw new UnsupportedWavFormatError(
    `WAV format tag 0x${tag.toString(16).padStart(4, '0')} is not supported: convert the file to PCM`,
    at,
  );
}

/** Samples may sit in containers wider than their bits; the block size, not the bit count, says how wide. */
function containerBits(
  coding: WavCoding,
  blockAlign: number,
  bitsPerSample: number,
  channelCount: number,
  at: number,
): number {
  const bits = blockAlign === 0 ? Math.ceil(bitsPerSample / 8) * 8 : (blockAlign / channelCount) * 8;
  const allowed: Record<WavCoding, readonly number[]> = {
    pcm: [8, 16, 24, 32],
    float: [32, 64],
    'a-law': [8],
    'mu-law': [8],
  };
  if (!allowed[coding].includes(bits) || bitsPerSample > bits) {
    throw new CorruptWavHeaderError(
      `${bitsPerSample}-bit ${coding} samples in blocks of ${blockAlign} bytes for ${channelCount} channels do not fit`,
      at + 12,
    );
  }
  return bits;
}

function readFourCc(view: DataView, offset: number): string {
  return String.fromCharCode(
    view.getUint8(offset),
    view.getUint8(offset + 1),
    view.getUint8(offset + 2),
    view.getUint8(offset + 3),
  );
}
