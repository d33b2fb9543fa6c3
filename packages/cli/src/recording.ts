import { readFile, stat } from 'node:fs/promises';
import { type DecodedRecording, decodeAudio } from '@voxboard/corpora/decoding';
import { DomainError } from '@voxboard/domain';

/** Thrown when a path that should be a recording is no file that can hold one. */
export class NoRecordingError extends DomainError {
  readonly code = 'NO_RECORDING';
}

/**
 * Reads and decodes one recording of any format, mixed down to mono, at its own rate.
 * @throws NoRecordingError, what `decodeAudio` throws and what the file system throws
 */
export async function readRecording(path: string): Promise<DecodedRecording> {
  const stats = await stat(path);
  if (stats.isDirectory()) throw new NoRecordingError(`${path} is a folder. Give one recording in it.`);
  if (stats.isFile() && stats.size === 0)
    throw new NoRecordingError(`${path} is empty: it has no bytes. Export it again.`);
  const recording = await decodeAudio(await readFile(path));
  if (recording.samples.length === 0) {
    throw new NoRecordingError(`${path} has a header but no samples. Export it again.`);
  }
  return recording;
}
