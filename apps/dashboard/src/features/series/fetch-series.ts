import { stringifyDocument } from 'urql';
import * as z from 'zod/mini';
import {
  type SeriesColumnsFragment,
  SeriesDocument,
  type SeriesQuery,
  type SeriesQueryVariables,
} from '../../generated/graphql';
import { unpackSeries } from './unpack-series';

/** No answer came at all. */
export class NoAnswerError extends Error {}

const AnswerSchema = z.object({
  data: z.nullish(z.object({ series: z.array(z.unknown()) })),
  errors: z.optional(
    z.array(z.object({ message: z.string(), extensions: z.optional(z.object({ code: z.optional(z.string()) })) })),
  ),
});

/**
 * Curves straight from the API: columns of thousands of numbers have no place in a cache of entities, and a zoom that
 * was left behind can be called off.
 * @throws NoAnswerError, Error with the API's message
 */
export async function fetchSeries(
  variables: SeriesQueryVariables,
  signal: AbortSignal,
): Promise<readonly SeriesColumnsFragment[]> {
  const response = await send(variables, signal);
  const answer = AnswerSchema.parse(response);
  const [error] = answer.errors ?? [];
  if (error?.extensions?.code === 'API_UNREACHABLE') throw new NoAnswerError(error.message);
  if (!answer.data) throw new Error(error?.message ?? 'The API gave no result.');
  // The columns were asked for by a typed document; looking at each number again would cost more than reading them.
  return (answer.data.series as SeriesQuery['series']).map(unpackSeries);
}

async function send(variables: SeriesQueryVariables, signal: AbortSignal): Promise<unknown> {
  const body = JSON.stringify({ query: stringifyDocument(SeriesDocument), variables });
  try {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    return await (await fetch('/graphql', { method: 'POST', headers, body, signal })).json();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new NoAnswerError('The Voxboard API does not answer.');
  }
}
