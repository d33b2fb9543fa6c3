import type * as Tus from 'tus-js-client';
import { type ChosenFile, keyOf } from './upload-files';

/** Files sent at once: more gain nothing on one connection. */
const AT_ONCE = 3;
/** A request carries so much at most, so that none takes long and a lost one costs little. */
const CHUNK_BYTES = 8 << 20;
const RETRY_DELAYS_MS = [0, 1000, 3000, 6000, 12_000];

export interface ServerFile {
  readonly key: string;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
}

export interface UploadProgress {
  readonly sentBytes: number;
  readonly doneFiles: number;
}

/** Sends files to an upload's address, a few at a time, from where each was interrupted. */
export class UploadQueue {
  readonly #sent = new Map<string, number>();
  readonly #waiting: ChosenFile[];
  readonly #active = new Set<Tus.Upload>();
  readonly #begun: ReadonlyMap<string, ServerFile>;
  #done = 0;
  #stopped = false;

  constructor(
    private readonly url: string,
    files: readonly ChosenFile[],
    onServer: readonly ServerFile[],
    private readonly on: {
      readonly progress: (progress: UploadProgress) => void;
      readonly finished: () => void;
      readonly failed: (message: string) => void;
    },
  ) {
    this.#begun = new Map(onServer.map((file) => [file.key, file]));
    const isDone = (file: ChosenFile) => {
      const there = this.#begun.get(keyOf(file));
      return there !== undefined && there.receivedBytes === there.sizeBytes;
    };
    this.#waiting = files.filter((file) => !isDone(file)).reverse();
    for (const file of files.filter(isDone)) this.#count(file, file.file.size, true);
  }

  start(): void {
    this.#report();
    if (this.#waiting.length === 0) {
      this.on.finished();
      return;
    }
    // The protocol is a library of its own: it comes with the first upload.
    import('tus-js-client').then(
      (library) => {
        for (let i = 0; i < AT_ONCE; i++) this.#next(library);
      },
      () => this.on.failed('The part of this page that sends files could not be loaded. Load the page again.'),
    );
  }

  /** Stops sending; what has arrived stays. */
  stop(): void {
    this.#stopped = true;
    for (const upload of this.#active) void upload.abort();
    this.#active.clear();
  }

  #next(library: typeof Tus): void {
    const file = this.#stopped ? undefined : this.#waiting.pop();
    if (!file) return;
    const key = keyOf(file);
    const isBegun = this.#begun.has(key);
    const upload = new library.Upload(file.file, {
      endpoint: this.url,
      ...(isBegun && { uploadUrl: `${this.url}/${key}` }),
      metadata: { path: file.path, key },
      chunkSize: CHUNK_BYTES,
      uploadDataDuringCreation: true,
      retryDelays: RETRY_DELAYS_MS,
      storeFingerprintForResuming: false,
      onProgress: (sent) => {
        this.#count(file, sent, false);
        this.#report();
      },
      onSuccess: () => {
        this.#active.delete(upload);
        this.#count(file, file.file.size, true);
        this.#report();
        if (this.#waiting.length === 0 && this.#active.size === 0) this.on.finished();
        else this.#next(library);
      },
      onError: (error) => {
        if (this.#stopped) return;
        this.stop();
        this.on.failed(describe(error, file.path));
      },
    });
    this.#active.add(upload);
    upload.start();
  }

  #count(file: ChosenFile, bytes: number, isDone: boolean): void {
    this.#sent.set(file.path, bytes);
    if (isDone) this.#done++;
  }

  #report(): void {
    const sentBytes = [...this.#sent.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.on.progress({ sentBytes, doneFiles: this.#done });
  }
}

function describe(error: Error | Tus.DetailedError, path: string): string {
  const answer = 'originalResponse' in error ? error.originalResponse : null;
  const said = answer?.getBody()?.trim();
  if (answer && said) return `${path}: ${said}`;
  return answer
    ? `${path}: the server answered ${answer.getStatus()}.`
    : `${path} could not be sent: the server does not answer. What has arrived is kept; go on when it is back.`;
}
