import type { Recording } from './hearing-messages';

/** The browser converts other formats to this rate when it decodes them; the model's rate is audio-dsp's affair. */
const DECODING_RATE_HZ = 48_000;

/** Thrown with what a person can do about it. */
export class UndecodableFileError extends Error {}

/**
 * A file as the model takes it. WAV goes as it is, to be decoded by the code that decodes it on the server; everything
 * else is decoded by the browser.
 * @throws UndecodableFileError
 */
export async function decodeFile(file: Blob): Promise<Recording> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isWav(bytes)) return { kind: 'wav', bytes };
  try {
    const context = new OfflineAudioContext(1, 1, DECODING_RATE_HZ);
    const buffer = await context.decodeAudioData(bytes.buffer.slice(0));
    const channels = Array.from({ length: buffer.numberOfChannels }, (_, i) => buffer.getChannelData(i));
    return { kind: 'samples', samples: mixedDown(channels, buffer.length), sampleRateHz: buffer.sampleRate };
  } catch {
    throw new UndecodableFileError(
      'This browser cannot decode the file. Use a WAV, MP3, Ogg or M4A file with sound in it.',
    );
  }
}

export function isWav(bytes: Uint8Array): boolean {
  const text = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4));
  return ['RIFF', 'RF64', 'RIFX'].includes(text(0)) && text(8) === 'WAVE';
}

/** The mean of the channels. */
export function mixedDown(channels: readonly Float32Array[], length: number): Float32Array<ArrayBuffer> {
  const mono = new Float32Array(length);
  for (const channel of channels) for (let i = 0; i < length; i++) mono[i] = (mono[i] ?? 0) + (channel[i] ?? 0);
  if (channels.length > 1) for (let i = 0; i < length; i++) mono[i] = (mono[i] ?? 0) / channels.length;
  return mono;
}
