import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type DocumentNode, print } from 'graphql';
import { createClient as createWebSocketClient, type Client as WebSocketClient } from 'graphql-ws';
import { z } from 'zod';
import {
  ApiUnreachableError,
  GraphQLOperationError,
  MissingWebSocketError,
  UnexpectedResponseError,
} from './errors.js';

export interface ClientOptions {
  /** The GraphQL endpoint, for example `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A token (`vxb_…`), where the server asks who comes. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
  /** A WebSocket class, for subscriptions where the runtime has none (Node 20: `ws`). */
  readonly webSocketImpl?: unknown;
}

export interface VoxboardClient {
  readonly url: string;
  /**
   * One query or mutation.
   * @throws ApiUnreachableError, UnexpectedResponseError, GraphQLOperationError
   */
  request<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result>;
  /** Results of a subscription until `return()` is called on the iterator (a `break` does); reconnects by itself. */
  subscribe<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): AsyncIterableIterator<Result>;
  /** Closes the subscriptions' connection. */
  close(): Promise<void>;
}

const ResponseSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

export function createClient(options: ClientOptions): VoxboardClient {
  let webSocket: WebSocketClient | null = null;
  const connect = (): WebSocketClient => {
    webSocket ??= openWebSocket(options);
    return webSocket;
  };
  return {
    url: options.url,
    request: (document, variables, requestOptions = {}) => request(options, document, variables, requestOptions.signal),
    subscribe: (document, variables) => subscribe(connect(), document, variables),
    close: async () => {
      await webSocket?.dispose();
      webSocket = null;
    },
  };
}

async function request<Result, Variables extends Record<string, unknown>>(
  options: ClientOptions,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const operationName = nameOf(document);
  let response: Response;
  try {
    response = await (options.fetch ?? fetch)(options.url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...authorization(options),
        ...options.headers,
      },
      body: JSON.stringify({ query: print(document), operationName, variables }),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiUnreachableError(options.url, error);
  }
  const body = await response.text();
  const result = ResponseSchema.safeParse(parseJson(body));
  if (!result.success) throw new UnexpectedResponseError(options.url, response.status, body);
  return readData<Result>(operationName, result.data, options.url, response.status);
}

function readData<Result>(
  operationName: string,
  { data, errors = [] }: z.infer<typeof ResponseSchema>,
  url: string,
  status: number,
): Result {
  if (errors.length > 0) {
    throw new GraphQLOperationError(
      operationName,
      errors.map(({ message, path, extensions }) => ({
        message,
        ...(path === undefined ? {} : { path }),
        ...(extensions?.code === undefined ? {} : { code: extensions.code }),
      })),
    );
  }
  if (data === undefined || data === null) throw new UnexpectedResponseError(url, status, 'neither data nor errors');
  // The API checked the operation against the schema that Result was generated from.
  return data as Result;
}

async function* subscribe<Result, Variables extends Record<string, unknown>>(
  webSocket: WebSocketClient,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): AsyncIterableIterator<Result> {
  const operationName = nameOf(document);
  const results = webSocket.iterate<Result>({
    query: print(document),
    operationName,
    variables,
  });
  for await (const { data, errors } of results) {
    if (errors && errors.length > 0) {
      throw new GraphQLOperationError(
        operationName,
        errors.map(({ message }) => ({ message })),
      );
    }
    if (data) yield data;
  }
}

/** As a header, and as a parameter of connections, which cannot have headers in browsers. */
function authorization({ token }: ClientOptions): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function openWebSocket(options: ClientOptions): WebSocketClient {
  const { url, webSocketImpl } = options;
  const implementation = webSocketImpl ?? globalThis.WebSocket;
  if (!implementation) throw new MissingWebSocketError();
  return createWebSocketClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: implementation,
    connectionParams: authorization(options),
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
}

function nameOf(document: DocumentNode): string {
  for (const definition of document.definitions) {
    if (definition.kind === 'OperationDefinition' && definition.name) return definition.name.value;
  }
  return 'anonymous';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
