import { stringifyDocument } from 'urql';
import {
  type SeriesColumnsFragment,
  SeriesDocument,
  type SeriesQuery,
  type SeriesQueryVariables,
} from '../../generated/graphql';
import { unpackSeries } from './unpack-series';

/** No answer came at all. */
export class NoAnswerError extends Error {}

interface Answer {
  readonly series: SeriesQuery['series'] | null;
  readonly error: { readonly message: string; readonly code: string | null } | null;
}

/**
 * Curves straight from the API: columns of thousands of numbers have no place in a cache of entities, and a zoom that
 * was left behind can be called off.
 * @throws NoAnswerError, Error with the API's message
 */
export async function fetchSeries(
  variables: SeriesQueryVariables,
  signal: AbortSignal,
): Promise<readonly SeriesColumnsFragment[]> {
  const { series, error } = readAnswer(await send(variables, signal));
  if (error?.code === 'API_UNREACHABLE') throw new NoAnswerError(error.message);
  if (series === null) throw new Error(error?.message ?? 'The API gave no result.');
  return series.map(unpackSeries);
}

/** A schema library would be a tenth of what this page loads, for one answer of our own API. */
function readAnswer(body: unknown): Answer {
  const data = fieldOf(body, 'data');
  const errors = fieldOf(body, 'errors');
  const series = fieldOf(data, 'series');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const code = fieldOf(fieldOf(first, 'extensions'), 'code');
  return {
    // The columns were asked for by a typed document; looking at each number again would cost more than reading them.
    series: Array.isArray(series) ? (series as SeriesQuery['series']) : null,
    error:
      first === undefined
        ? null
        : { message: String(fieldOf(first, 'message')), code: typeof code === 'string' ? code : null },
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
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
