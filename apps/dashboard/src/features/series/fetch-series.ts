import { askApi } from '../../api/ask-api';
import { type SeriesColumnsFragment, SeriesDocument, type SeriesQueryVariables } from '../../generated/graphql';
import { unpackSeries } from './unpack-series';

/** Points a line: a chart is some 500 pixels wide, and of many lines each needs fewer. */
const RESOLUTION = 500;
const RESOLUTION_OF_MANY = 300;
const MANY_RUNS = 20;
/** An answer that nobody took meanwhile is forgotten. */
const KEPT_MS = 5000;

type Answer = Promise<readonly SeriesColumnsFragment[]>;
const ahead = new Map<string, Answer>();

/** What is asked for to draw whole curves. `runCount`: of all that are drawn, also of those that are known already. */
export function wholeCurves(
  runIds: readonly string[],
  keys: readonly string[] | null,
  withTimes: boolean,
  runCount: number,
): SeriesQueryVariables {
  const resolution = runCount > MANY_RUNS ? RESOLUTION_OF_MANY : RESOLUTION;
  return { runIds: [...runIds], keys: keys && [...keys], splits: null, resolution, withTimes };
}

/**
 * The curves of some runs.
 * @throws NoAnswerError, Error with the API's message
 */
export async function fetchSeries(variables: SeriesQueryVariables, signal: AbortSignal): Answer {
  const name = JSON.stringify(variables);
  const begun = ahead.get(name);
  if (begun === undefined) return read(variables, signal);
  ahead.delete(name);
  return begun;
}

/** Asks for curves while the page still reads what else it draws them with; `fetchSeries` of the same takes the answer. */
export function fetchSeriesAhead(variables: SeriesQueryVariables): void {
  const name = JSON.stringify(variables);
  if (ahead.has(name)) return;
  const answer = read(variables);
  const forget = () => setTimeout(() => ahead.get(name) === answer && ahead.delete(name), KEPT_MS);
  answer.then(forget, forget);
  ahead.set(name, answer);
}

async function read(variables: SeriesQueryVariables, signal?: AbortSignal): Answer {
  return (await askApi(SeriesDocument, variables, signal)).series.map(unpackSeries);
}
