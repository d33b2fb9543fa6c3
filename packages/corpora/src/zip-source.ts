import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, validateFileName, type ZipFile } from 'yauzl';
import { ArchiveLimitError, UnreadableArchiveError } from './corpora-errors.js';
import {
  type CorpusSource,
  isSystemPath,
  type SourceFile,
  systemFilesNote,
  UnusableFileError,
} from './corpus-source.js';
import type { ImportLimits, SkippedFile, SkipReason } from './import-report.js';

const DIRECTORY_UNIX_TYPE = 0o040000;
const LINK_UNIX_TYPE = 0o120000;

/**
 * Opens a zip file and lists it; entries are unpacked one at a time when read.
 * @throws UnreadableArchiveError, ArchiveLimitError
 */
export async function openZip(path: string, limits: ImportLimits, signal?: AbortSignal): Promise<CorpusSource> {
  let zip: ZipFile;
  try {
    // Names and sizes are checked here, entry by entry: the library would give up the whole archive for one bad entry.
    zip = await openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: false });
  } catch (cause) {
    throw new UnreadableArchiveError(path, cause);
  }
  try {
    return await listZip(zip, path, limits, signal);
  } catch (cause) {
    zip.close();
    throw cause;
  }
}

async function listZip(
  zip: ZipFile,
  archivePath: string,
  limits: ImportLimits,
  signal: AbortSignal | undefined,
): Promise<CorpusSource> {
  if (zip.entryCount > limits.maxEntryCount) throw tooManyEntries(archivePath, zip.entryCount, limits);
  const files: SourceFile[] = [];
  const skipped: SkippedFile[] = [];
  const systemPaths: string[] = [];
  let packedBytes = 0;
  let unpackedBytes = 0;
  for await (const entry of entriesOf(zip, archivePath)) {
    signal?.throwIfAborted();
    const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
    if (isFolder(entry, path)) continue;
    packedBytes += entry.compressedSize;
    unpackedBytes += entry.uncompressedSize;
    const fault = faultOf(entry, path);
    if (fault !== null) skipped.push({ path, ...fault, line: null });
    else if (isSystemPath(path)) systemPaths.push(path);
    else files.push(zipFileEntry(zip, entry, path));
  }
  if (packedBytes > zip.fileSize) {
    throw new ArchiveLimitError(
      `${archivePath} claims ${packedBytes} packed bytes but has only ${zip.fileSize}: its entries overlap, as in a zip bomb. Do not use this file.`,
    );
  }
  if (unpackedBytes > limits.maxUnpackedBytes) {
    throw new ArchiveLimitError(
      `${archivePath} would unpack to ${unpackedBytes} bytes, more than the ${limits.maxUnpackedBytes} allowed. Unpack it yourself and import the folder.`,
    );
  }
  return {
    files,
    skipped,
    notes: systemFilesNote(systemPaths),
    close: async () => zip.close(),
  };
}

async function* entriesOf(zip: ZipFile, archivePath: string): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    throw new UnreadableArchiveError(archivePath, cause);
  }
}

function tooManyEntries(archivePath: string, count: number, limits: ImportLimits): ArchiveLimitError {
  return new ArchiveLimitError(
    `${archivePath} has ${count} entries, more than the ${limits.maxEntryCount} allowed. Split it, or unpack it and import the folder.`,
  );
}

function isFolder(entry: Entry, path: string): boolean {
  return path.endsWith('/') || unixType(entry) === DIRECTORY_UNIX_TYPE;
}

function unixType(entry: Entry): number {
  return (entry.externalFileAttributes >>> 16) & 0o170000;
}

function faultOf(entry: Entry, path: string): { reason: SkipReason; detail: string } | null {
  if (validateFileName(path) !== null || path.includes('\0')) {
    return { reason: 'unsafe-path', detail: 'The archive names a path outside itself.' };
  }
  if (unixType(entry) === LINK_UNIX_TYPE) {
    return { reason: 'symbolic-link', detail: 'Links inside an archive are not followed.' };
  }
  if (entry.isEncrypted()) {
    return { reason: 'encrypted', detail: 'The entry is encrypted. Unpack the archive with its password first.' };
  }
  if (!entry.canDecodeFileData()) {
    return {
      reason: 'corrupt-entry',
      detail: `Compression method ${entry.compressionMethod} is not supported. Pack the archive again as ordinary zip.`,
    };
  }
  return null;
}

function zipFileEntry(zip: ZipFile, entry: Entry, path: string): SourceFile {
  return { path, sizeBytes: entry.uncompressedSize, read: () => unpack(zip, entry) };
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let filled = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      if (!(chunk instanceof Uint8Array) || filled + chunk.length > bytes.length) {
        throw new Error(`it unpacks to more than the ${bytes.length} bytes it promises`);
      }
      bytes.set(chunk, filled);
      filled += chunk.length;
    }
    if (filled < bytes.length) throw new Error(`it unpacks to ${filled} bytes instead of ${bytes.length}`);
    if (crc32(bytes) !== entry.crc32) throw new Error('its checksum is wrong');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnusableFileError('corrupt-entry', `The archive's copy is damaged: ${why}.`, { cause });
  }
  return bytes;
}
