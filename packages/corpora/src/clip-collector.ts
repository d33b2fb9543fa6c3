import { createHash } from 'node:crypto';
import type { BlobStore, Clip, ClipLabels } from '@voxboard/domain';
import { type SourceFile, UnusableFileError } from './corpus-source.js';
import {
  DEFAULT_LIMITS,
  type DuplicateFile,
  type ImportLimits,
  type ImportNote,
  type ImportOptions,
  type ImportReport,
  type SkippedFile,
} from './import-report.js';
import { inspectAudio } from './inspect-audio.js';

/** Where the bytes of clips go. */
export type BlobSink = Pick<BlobStore, 'put'>;

/** A file that should become a clip. */
export interface Candidate {
  readonly file: SourceFile;
  /** The clip's path in the corpus. */
  readonly corpusPath: string;
  readonly labels: ClipLabels;
  readonly line: number | null;
}

/**
 * Reads candidates one at a time, checks them, stores the good ones and remembers everything for the report. At most
 * one file is in memory.
 */
export class ClipCollector {
  readonly limits: ImportLimits;
  readonly #clips = new Map<string, Clip>();
  readonly #skipped: SkippedFile[] = [];
  readonly #duplicates: DuplicateFile[] = [];
  readonly #notes: ImportNote[] = [];

  constructor(
    private readonly sink: BlobSink,
    private readonly options: ImportOptions,
  ) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  skip(...files: readonly SkippedFile[]): void {
    for (const file of files) {
      this.#skipped.push({ ...file, path: printable(file.path), detail: printable(file.detail) });
    }
  }

  note(...notes: readonly ImportNote[]): void {
    this.#notes.push(...notes);
  }

  /**
   * Takes the candidates in an order of their own, so that the same corpus gives the same report however it lies on
   * the disk. Errors of the sink are thrown; a bad file is only skipped.
   */
  async addAll(candidates: readonly Candidate[], fileCount: number): Promise<void> {
    const { signal, onProgress } = this.options;
    const ordered = [...candidates].sort(
      (a, b) => compare(a.corpusPath, b.corpusPath) || compare(a.file.path, b.file.path),
    );
    let done = fileCount - ordered.length;
    for (const candidate of ordered) {
      signal?.throwIfAborted();
      await this.#add(candidate);
      done++;
      onProgress?.({ done, total: fileCount, path: candidate.file.path });
    }
  }

  report(): ImportReport {
    const clips = [...this.#clips.values()].sort((a, b) => compare(a.path, b.path));
    const byPath = (a: { path: string }, b: { path: string }) => compare(a.path, b.path);
    return {
      clips,
      skipped: this.#skipped.toSorted(byPath),
      notes: [...this.#notes, ...clipNotes(clips)],
      duplicates: this.#duplicates.toSorted(byPath),
    };
  }

  async #add(candidate: Candidate): Promise<void> {
    const { file, corpusPath, line } = candidate;
    const skip = (reason: SkippedFile['reason'], detail: string) =>
      this.skip({ path: file.path, reason, detail, line });
    if (file.sizeBytes === 0) return skip('empty', 'The file has no bytes.');
    if (file.sizeBytes > this.limits.maxFileBytes) {
      return skip('too-large', `${file.sizeBytes} bytes are more than the ${this.limits.maxFileBytes} allowed.`);
    }
    let bytes: Uint8Array;
    try {
      bytes = await file.read();
    } catch (cause) {
      if (cause instanceof UnusableFileError) return skip(cause.reason, cause.detail);
      throw cause;
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const taken = this.#clips.get(corpusPath);
    if (taken !== undefined) {
      if (taken.sha256 !== sha256) {
        return skip('conflicting-path', `Another file with other content is ${corpusPath} already.`);
      }
      this.#duplicates.push({ path: file.path, sameAs: corpusPath });
      return;
    }
    const finding = await inspectAudio(bytes, this.limits, this.options.signal);
    if (finding.kind === 'unusable') return skip(finding.reason, finding.detail);
    const { durationSec, sampleRateHz, channelCount, rmsDbfs, peakDbfs } = finding;
    await this.sink.put(bytes);
    this.#clips.set(corpusPath, {
      ...candidate.labels,
      path: corpusPath,
      sha256,
      sizeBytes: bytes.length,
      durationSec,
      rmsDbfs,
      peakDbfs,
      sampleRateHz,
      channelCount,
    });
  }
}

function clipNotes(clips: readonly Clip[]): ImportNote[] {
  const notes: ImportNote[] = [];
  const mixed = clips.filter((clip) => clip.channelCount > 1).map((clip) => clip.path);
  if (mixed.length > 0) {
    notes.push({
      code: 'mixed-down',
      detail: `${mixed.length === 1 ? '1 recording has' : `${mixed.length} recordings have`} more than one channel; the mean of the channels is used.`,
      paths: mixed,
    });
  }
  const counts = new Map<number, number>();
  for (const { sampleRateHz } of clips) counts.set(sampleRateHz, (counts.get(sampleRateHz) ?? 0) + 1);
  if (counts.size > 1) {
    const commonest = Math.max(...counts.values());
    const listed = [...counts].sort(([a], [b]) => a - b).map(([rate, count]) => `${count} at ${rate} Hz`);
    notes.push({
      code: 'several-sample-rates',
      detail: `The recordings have several sample rates: ${listed.join(', ')}.`,
      paths: clips.filter((clip) => counts.get(clip.sampleRateHz) !== commonest).map((clip) => clip.path),
    });
  }
  return [...notes, ...sameRecordingNote(clips)];
}

/** One recording at two places of a corpus is kept, because both names may be meant; but people must know. */
function sameRecordingNote(clips: readonly Clip[]): ImportNote[] {
  const pathsByHash = new Map<string, string[]>();
  for (const { sha256, path } of clips) pathsByHash.set(sha256, [...(pathsByHash.get(sha256) ?? []), path]);
  const repeated = [...pathsByHash.values()].filter((paths) => paths.length > 1);
  if (repeated.length === 0) return [];
  const listed = repeated.map((paths) => paths.join(' = ')).join('; ');
  return [
    {
      code: 'same-recording',
      detail: `${repeated.length} recordings stand under several names and were taken under each: ${listed}. A split by clip may put one into training and test.`,
      paths: repeated.flat().sort(),
    },
  ];
}

/** File names come from strangers: control characters must not reach a terminal or a log. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}

/** By code unit: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
