/** Containers that are told apart by their first bytes; `opus`, `vorbis` and `ogg-flac` all lie in Ogg files. */
export type AudioFormat =
  | 'wav'
  | 'flac'
  | 'mp3'
  | 'opus'
  | 'vorbis'
  | 'ogg-flac'
  | 'ogg-other'
  | 'matroska'
  | 'mp4'
  | 'aac'
  | 'aiff'
  | 'caf'
  | 'asf';

/** Extensions an importer takes for recordings. What a file holds is decided by its bytes, not by its name. */
export const AUDIO_EXTENSIONS: readonly string[] = [
  'wav',
  'flac',
  'mp3',
  'ogg',
  'oga',
  'opus',
  'm4a',
  'mp4',
  'aac',
  'webm',
  'mka',
  'aiff',
  'aif',
  'caf',
  'wma',
];

/** The extension of a path in lower case, without the dot, when it is one of a recording; null otherwise. */
export function audioExtensionOf(path: string): string | null {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return AUDIO_EXTENSIONS.includes(extension) ? extension : null;
}

/** The container of some bytes, by its signature; null when they start like no recording. */
export function sniffAudioFormat(bytes: Uint8Array): AudioFormat | null {
  if (startsWith(bytes, 'RIFF') || startsWith(bytes, 'RF64') || startsWith(bytes, 'RIFX')) return 'wav';
  if (startsWith(bytes, 'fLaC')) return 'flac';
  if (startsWith(bytes, 'OggS')) return oggFormat(bytes);
  if (startsWith(bytes, 'ID3')) return afterId3(bytes);
  if (startsWith(bytes, '\x1aE\xdf\xa3')) return 'matroska';
  if (startsWith(bytes, 'ftyp', 4)) return 'mp4';
  if (startsWith(bytes, 'FORM') && (startsWith(bytes, 'AIFF', 8) || startsWith(bytes, 'AIFC', 8))) return 'aiff';
  if (startsWith(bytes, 'caff')) return 'caf';
  if (startsWith(bytes, '\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return 'asf';
  return mpegFormat(bytes);
}

/** The codec of an Ogg file's first packet, which starts after the header and the segment table of the first page. */
function oggFormat(bytes: Uint8Array): AudioFormat {
  const packet = 27 + (bytes[26] ?? 0);
  if (startsWith(bytes, 'OpusHead', packet)) return 'opus';
  if (startsWith(bytes, '\x01vorbis', packet)) return 'vorbis';
  if (startsWith(bytes, '\x7fFLAC', packet)) return 'ogg-flac';
  return 'ogg-other';
}

/** ID3v2 tags stand before MP3 frames as a rule, but some programs put them before FLAC. */
function afterId3(bytes: Uint8Array): AudioFormat {
  const size = [6, 7, 8, 9].reduce((sum, at) => (sum << 7) | ((bytes[at] ?? 0) & 0x7f), 0);
  return startsWith(bytes, 'fLaC', 10 + size) ? 'flac' : 'mp3';
}

/** The header of an MPEG audio frame: eleven set bits; layer 0 is AAC in ADTS, layer 1 MP3. */
function mpegFormat(bytes: Uint8Array): AudioFormat | null {
  const [first, second, third] = [bytes[0] ?? 0, bytes[1] ?? 0, bytes[2] ?? 0xff];
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const layer = (second >> 1) & 3;
  if (layer === 0) return (second & 0xf0) === 0xf0 && ((third >> 2) & 0x0f) < 13 ? 'aac' : null;
  const isPossible = ((second >> 3) & 3) !== 1 && third >> 4 !== 0x0f && ((third >> 2) & 3) !== 3;
  return isPossible ? 'mp3' : null;
}

function startsWith(bytes: Uint8Array, signature: string, offset = 0): boolean {
  if (bytes.length < offset + signature.length) return false;
  for (let i = 0; i < signature.length; i++) if (bytes[offset + i] !== signature.charCodeAt(i)) return false;
  return true;
}
