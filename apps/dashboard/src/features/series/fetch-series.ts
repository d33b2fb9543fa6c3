import { askApi } from '../../api/ask-api';
import {
  CurvesDocument,
  type CurvesQueryVariables,
  type SeriesColumnsFragment,
  SeriesDocument,
  type SeriesQueryVariables,
} from '../../generated/graphql';
import { unpackSeries } from './unpack-series';

/** Points a line: a chart is some 500 pixels wide, and of many lines each needs fewer. */
const RESOLUTION = 500;
const RESOLUTION_OF_MANY = 300;
const MANY_RUNS = 20;
/** An answer that nobody took meanwhile is forgotten. */
const KEPT_MS = 5000;

/** Whole curves as they are now, and the cursor that what comes later goes on from. */
export interface Curves {
  readonly series: readonly SeriesColumnsFragment[];
  readonly cursor: string;
}

const ahead = new Map<string, Promise<Curves>>();

/** What is asked for to draw whole curves. `runCount`: of all that are drawn, also of those that are known already. */
export function wholeCurves(
  runIds: readonly string[],
  keys: readonly string[] | null,
  withTimes: boolean,
  runCount: number,
): CurvesQueryVariables {
  const resolution = runCount > MANY_RUNS ? RESOLUTION_OF_MANY : RESOLUTION;
  return { runIds: [...runIds], keys: keys && [...keys], resolution, withTimes };
}

/**
 * The curves of some runs.
 * @throws NoAnswerError, Error with the API's message
 */
export async function fetchCurves(variables: CurvesQueryVariables, signal: AbortSignal): Promise<Curves> {
  const name = JSON.stringify(variables);
  const begun = ahead.get(name);
  if (begun === undefined) return readCurves(variables, signal);
  ahead.delete(name);
  return begun;
}

/** Asks for curves while the page still reads what else it draws them with; `fetchCurves` of the same takes the answer. */
export function fetchCurvesAhead(variables: CurvesQueryVariables): void {
  const name = JSON.stringify(variables);
  if (ahead.has(name)) return;
  const answer = readCurves(variables);
  const forget = () => setTimeout(() => ahead.get(name) === answer && ahead.delete(name), KEPT_MS);
  answer.then(forget, forget);
  ahead.set(name, answer);
}

/** A stretch of the curves. @throws NoAnswerError, Error with the API's message */
export async function fetchStretch(
  variables: SeriesQueryVariables,
  signal: AbortSignal,
): Promise<readonly SeriesColumnsFragment[]> {
  return (await askApi(SeriesDocument, variables, signal)).series.map(unpackSeries);
}

async function readCurves(variables: CurvesQueryVariables, signal?: AbortSignal): Promise<Curves> {
  const { replaced, cursor } = (await askApi(CurvesDocument, variables, signal)).seriesChanges;
  return { series: replaced.map(unpackSeries), cursor };
}
