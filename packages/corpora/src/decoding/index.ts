export { AUDIO_EXTENSIONS, type AudioFormat, audioExtensionOf, sniffAudioFormat } from './audio-format.js';
export { type DecodeAudioOptions, decodeAudio } from './decode-audio.js';
export type { DecodedRecording } from './decoded-recording.js';
export {
  CorruptAudioError,
  DecoderMissingError,
  DecoderTimeoutError,
  RecordingTooLongError,
  UnknownAudioFormatError,
} from './decoding-errors.js';
