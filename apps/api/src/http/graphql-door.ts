import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { DomainError } from '@voxboard/domain';
import express from 'express';
import type { AuthOptions } from '../access/auth-options.js';
import type { Gatekeeper, RequestAccess } from '../access/gatekeeper.js';
import type { ApiContext } from '../context.js';
import { hostRefusal } from './host-guard.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { sendJson } from './send-json.js';
import { limitTime } from './time-limit.js';

/** Largest request body: ten thousand metric points take half a megabyte. */
export const MAX_BODY = '4mb';

export interface GraphqlDoorParts {
  readonly gatekeeper: Gatekeeper;
  readonly auth: AuthOptions;
  /** Longest that a request may take. */
  readonly requestTimeoutMs: number;
  readonly newContext: (access: RequestAccess) => ApiContext;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type OnError = (error: unknown, request: IncomingMessage, response: ServerResponse) => void;

/**
 * Lets POST /graphql in before all other routes: scripts that log every epoch come here thousands of times, and the way
 * past the routes of uploads, figures and sign-in took a good part of each request. All else goes on to `others`.
 */
export function graphqlFirst(answer: Answer, others: RequestListener, onError: OnError): RequestListener {
  return (request, response) => {
    if (request.method === 'POST' && pathOf(request) === '/graphql') {
      answer(request, response).catch((error: unknown) => onError(error, request, response));
    } else others(request, response);
  };
}

/** Answers GraphQL over HTTP. It rejects with errors that have an HTTP `status` where the request is at fault. */
export function graphqlAnswer(graphql: ApolloServer<ApiContext>, parts: GraphqlDoorParts): Answer {
  const readBody = bodyReader();
  return async (request, response) => {
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    const refusal = hostRefusal(request, parts.auth);
    if (refusal !== null) {
      sendJson(response, 403, { error: `Refused: ${refusal}.` });
      return;
    }
    const access = await admit(parts.gatekeeper, request, response);
    if (access === null) return;
    limitTime(response, parts.requestTimeoutMs);
    const httpGraphQLRequest = {
      method: request.method ?? 'POST',
      headers: headersOf(request),
      search: searchOf(request),
      body: await readBody(request, response),
    };
    const context = async () => parts.newContext(access);
    const answered = await graphql.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
    if (!response.headersSent) await send(response, answered);
  };
}

/** Who asks; null when they were refused. */
async function admit(
  gatekeeper: Gatekeeper,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RequestAccess | null> {
  try {
    return await gatekeeper.admit(request);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    sendRefusal(response, error);
    return null;
  }
}

/** Says who may not come in, in the form that GraphQL clients read. */
export function sendRefusal(response: ServerResponse, { code, message }: DomainError): void {
  sendJson(response, code === 'UNAUTHENTICATED' ? 401 : 403, { errors: [{ message, extensions: { code } }] });
}

/** Parses JSON as express does everywhere else. */
function bodyReader(): (request: IncomingMessage, response: ServerResponse) => Promise<unknown> {
  const parse = express.json({ limit: MAX_BODY });
  return (request, response) =>
    new Promise((resolve, reject) => {
      const withBody: IncomingMessage & { body?: unknown } = request;
      parse(request, response, (error?: unknown) => (error === undefined ? resolve(withBody.body) : reject(error)));
    });
}

async function send(response: ServerResponse, { status, headers, body }: HTTPGraphQLResponse): Promise<void> {
  response.statusCode = status ?? 200;
  for (const [name, value] of headers) response.setHeader(name, value);
  if (body.kind === 'complete') {
    response.end(body.string);
    return;
  }
  for await (const chunk of body.asyncIterator) response.write(chunk);
  response.end();
}

function headersOf({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function pathOf({ url = '' }: IncomingMessage): string {
  const [path = ''] = url.split('?', 1);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function searchOf({ url = '' }: IncomingMessage): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}
