import type { Split } from '@voxboard/domain';
import type { VoxboardClient } from './client.js';
import { ApiUnreachableError, RejectedByApiError, UnexpectedResponseError } from './errors.js';
import { LogLinesDocument, LogParamsDocument, LogPredictionsDocument, ReopenRunDocument } from './generated/graphql.js';
import { unwrap } from './unwrap.js';

/** Most predictions, and most lines, that a call takes. */
const PREDICTIONS_A_CALL = 10_000;
const LINES_A_CALL = 1000;
const WAITS_MS = [250, 1000, 4000];

export interface RunLogOptions {
  readonly runId: string;
  /** Makes the key under which a call that got no answer is sent again. */
  readonly createKey?: () => string;
  /** Resolves after so many milliseconds. */
  readonly wait?: (ms: number) => Promise<void>;
  /** For artifacts; `fetch` when left out. */
  readonly fetch?: typeof fetch;
  /** The token of the client, for artifacts, where the server asks who comes. */
  readonly token?: string;
}

/** Predictions in columns of equal length; classes by name. */
export interface PredictionColumns {
  readonly split?: Split;
  /** In the order of rows and columns of the confusion matrix. */
  readonly labels: readonly string[];
  /** Zero-based places of the clips in the list that was tested. */
  readonly clips: readonly number[];
  readonly actual: readonly string[];
  readonly predicted: readonly string[];
  readonly probabilities?: readonly (readonly number[])[];
}

/**
 * What a script logs to its run besides metrics. Every call is sent up to four times when no answer comes, under one
 * idempotency key, so that it counts once.
 * @throws RejectedByApiError where the API turns it down · ApiUnreachableError where no answer came in the end
 */
export interface RunLog {
  /** Set once, unless they may be overwritten. */
  logParams(params: Readonly<Record<string, unknown>>, options?: { readonly overwrite?: boolean }): Promise<void>;
  logLines(lines: readonly string[]): Promise<void>;
  /** Any number. Resolves with how many there are of that part, those of earlier calls included. */
  logPredictions(predictions: PredictionColumns): Promise<number>;
  /** Stores a file at a path of the run, replacing what was there. */
  putArtifact(path: string, body: Uint8Array | string, mediaType?: string): Promise<void>;
  /** Lets the run go on after its end. */
  reopen(): Promise<void>;
}

export function createRunLog(client: VoxboardClient, options: RunLogOptions): RunLog {
  const { runId, createKey = () => globalThis.crypto.randomUUID() } = options;
  const sent = <Result>(send: (idempotencyKey: string) => Promise<Result>) => retried(options, createKey(), send);
  return {
    logParams: async (params, { overwrite = false } = {}) => {
      const input = { runId, params, overwrite };
      const { logParams } = await sent((idempotencyKey) =>
        client.request(LogParamsDocument, { input: { ...input, idempotencyKey } }),
      );
      unwrap(logParams, 'LogParamsSuccess');
    },
    logLines: async (lines) => {
      for (let at = 0; at < lines.length; at += LINES_A_CALL) {
        const input = { runId, lines: lines.slice(at, at + LINES_A_CALL) };
        const { logLines } = await sent((idempotencyKey) =>
          client.request(LogLinesDocument, { input: { ...input, idempotencyKey } }),
        );
        unwrap(logLines, 'LogLinesSuccess');
      }
    },
    logPredictions: async ({ split = 'TEST', labels, clips, actual, predicted, probabilities }) => {
      let total = 0;
      for (let at = 0; at < clips.length; at += PREDICTIONS_A_CALL) {
        const part = <Item>(column: readonly Item[]) => column.slice(at, at + PREDICTIONS_A_CALL);
        const input = {
          runId,
          split,
          labels: [...labels],
          clips: part(clips),
          actual: part(actual),
          predicted: part(predicted),
          ...(probabilities && { probabilities: part(probabilities).map((row) => [...row]) }),
        };
        const { logPredictions } = await sent((idempotencyKey) =>
          client.request(LogPredictionsDocument, { input: { ...input, idempotencyKey } }),
        );
        total = unwrap(logPredictions, 'LogPredictionsSuccess').total;
      }
      return total;
    },
    // Storing the same bytes at the same path again changes nothing: no key is needed.
    putArtifact: (path, body, mediaType) => sent(() => putArtifact(client, options, path, body, mediaType)),
    reopen: async () => {
      const { reopenRun } = await sent((idempotencyKey) =>
        client.request(ReopenRunDocument, { input: { runId, idempotencyKey } }),
      );
      unwrap(reopenRun, 'ReopenRunSuccess');
    },
  };
}

async function retried<Result>(
  { wait = sleep }: RunLogOptions,
  key: string,
  send: (key: string) => Promise<Result>,
): Promise<Result> {
  for (const ms of WAITS_MS) {
    try {
      return await send(key);
    } catch (error) {
      if (!(error instanceof ApiUnreachableError)) throw error;
      await wait(ms);
    }
  }
  return send(key);
}

async function putArtifact(
  client: VoxboardClient,
  options: RunLogOptions,
  path: string,
  body: Uint8Array | string,
  mediaType = 'application/octet-stream',
): Promise<void> {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = new URL(`/runs/${options.runId}/artifacts/${encoded}`, client.url).href;
  const headers = { 'content-type': mediaType, ...(options.token && { authorization: `Bearer ${options.token}` }) };
  const sent = typeof body === 'string' ? body : new Uint8Array(body);
  const response = await (options.fetch ?? fetch)(url, { method: 'PUT', headers, body: sent }).catch(
    (error: unknown) => {
      throw new ApiUnreachableError(url, error);
    },
  );
  if (response.ok) return;
  const text = await response.text();
  const { error, code } = problemIn(text);
  if (error === null) throw new UnexpectedResponseError(url, response.status, text);
  throw new RejectedByApiError('HttpError', code ?? String(response.status), error, ['path']);
}

function problemIn(text: string): { error: string | null; code: string | null } {
  try {
    const body: unknown = JSON.parse(text);
    const field = (name: string) => {
      const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null;
      return typeof value === 'string' ? value : null;
    };
    return { error: field('error'), code: field('code') };
  } catch {
    return { error: null, code: null };
  }
}

/** Between attempts: the server is away, and nothing tells when it is back. `node:timers` is not there in a browser. */
function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
