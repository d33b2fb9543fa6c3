import { DomainError } from '@voxboard/domain';
import {
  BufferSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  MATROSKA,
  MP4,
  OGG,
  QTFF,
  WEBM,
} from 'mediabunny';
import { OpusDecoder } from 'opus-decoder';
import type { AudioFormat } from './audio-format.js';
import type { DecodedSamples, DecodingLimits } from './decoded-recording.js';
import { CorruptAudioError } from './decoding-errors.js';
import { MonoCollector } from './mono-collector.js';
import { isOggEnded } from './ogg-end.js';
import { quietly } from './quietly.js';

/** Containers that are taken apart into packets here. */
export type PacketFormat = Extract<AudioFormat, 'opus' | 'matroska' | 'mp4'>;

/** What a container holds that only ffmpeg decodes. */
export interface ForeignCodec {
  readonly codec: string;
}

/** Opus is always decoded at this rate (RFC 7845); the rate in its header only tells what it was made from. */
const OPUS_RATE_HZ = 48_000;
const BATCH_PACKETS = 64;

/**
 * Decodes Opus in Ogg, WebM, Matroska or MP4 by a WebAssembly build of libopus.
 * @returns the samples, or the name of a codec that is not Opus
 * @throws CorruptAudioError, RecordingTooLongError
 */
export async function decodePackets(
  bytes: Uint8Array,
  format: PacketFormat,
  limits: DecodingLimits,
): Promise<DecodedSamples | ForeignCodec> {
  // The formats are named, so that nothing else is tried, playlists with addresses in them least of all.
  const input = new Input({ source: new BufferSource(bytes), formats: [OGG, WEBM, MATROSKA, MP4, QTFF] });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track === null) throw damaged('it holds no sound', bytes, format);
    const { codec } = track;
    if (codec !== 'opus') return { codec: codec ?? 'an unknown codec' };
    return await decodeOpus(track, bytes, format, limits);
  } catch (cause) {
    limits.signal?.throwIfAborted();
    if (cause instanceof DomainError) throw cause;
    throw damaged('its packets cannot be told apart', bytes, format, cause);
  } finally {
    input.dispose();
  }
}

/** An Ogg file without its last page says itself where it was cut. */
function damaged(why: string, bytes: Uint8Array, format: PacketFormat, cause?: unknown): CorruptAudioError {
  const isCut = format === 'opus' && !isOggEnded(bytes);
  return new CorruptAudioError(format, isCut ? 'it was cut short' : why, isCut ? bytes.length : 0, { cause });
}

async function decodeOpus(
  track: InputAudioTrack,
  bytes: Uint8Array,
  format: PacketFormat,
  limits: DecodingLimits,
): Promise<DecodedSamples> {
  const head = parseOpusHead(await descriptionOf(track), track.numberOfChannels, format);
  const decoder = new OpusDecoder(head);
  await decoder.ready;
  const collector = new MonoCollector(limits.maxDurationSec * OPUS_RATE_HZ, limits.maxDurationSec);
  let position = 0;
  const decode = (packets: Uint8Array[]) => {
    const { channelData, samplesDecoded, errors } = quietly(() => decoder.decodeFrames(packets));
    const [error] = errors;
    if (error !== undefined) throw new CorruptAudioError(format, error.message, position);
    collector.add({ channels: channelData, sampleCount: samplesDecoded });
    for (const packet of packets) position += packet.length;
  };
  try {
    let batch: Uint8Array[] = [];
    for await (const packet of new EncodedPacketSink(track).packets()) {
      batch.push(packet.data);
      if (batch.length < BATCH_PACKETS) continue;
      limits.signal?.throwIfAborted();
      decode(batch);
      batch = [];
    }
    decode(batch);
  } finally {
    decoder.free();
  }
  if (collector.sampleCount === 0)
    throw new CorruptAudioError(format, 'it holds no sound that can be decoded', position);
  // The last packet is filled up with silence; the container says where the recording ends.
  const length = Math.round((await track.computeDuration()) * OPUS_RATE_HZ);
  return {
    samples: collector.samples(Math.max(0, length)),
    sampleRateHz: OPUS_RATE_HZ,
    channelCount: track.numberOfChannels,
    isTruncated: format === 'opus' && !isOggEnded(bytes),
  };
}

async function descriptionOf(track: InputAudioTrack): Promise<Uint8Array> {
  const description = (await track.getDecoderConfig())?.description;
  if (description === undefined) return new Uint8Array(0);
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
}

/** The identification header (RFC 7845, section 5.1) as the decoder takes it. */
function parseOpusHead(head: Uint8Array, channels: number, format: PacketFormat) {
  const preSkip = (head[10] ?? 0) | ((head[11] ?? 0) << 8);
  if (head.length < 19) return { channels: Math.min(2, channels), preSkip };
  const family = head[18] ?? 0;
  const channelCount = head[9] ?? 0;
  const isMapped = family !== 0;
  if (
    channelCount < 1 ||
    channelCount > 8 ||
    (!isMapped && channelCount > 2) ||
    (isMapped && head.length < 21 + channelCount)
  ) {
    throw new CorruptAudioError(format, `its Opus header names ${channelCount} channels in family ${family}`, 0);
  }
  if (!isMapped) return { channels: channelCount, preSkip };
  return {
    channels: channelCount,
    preSkip,
    streamCount: head[19] ?? 1,
    coupledStreamCount: head[20] ?? 0,
    channelMappingTable: Array.from(head.subarray(21, 21 + channelCount)),
  };
}
