'use client';
import { PairedPanel } from '../audit';
import type { ComparedRun } from './prepare-compare';

/** Compared with the first: beyond a few, a page would ask for more than anybody reads. */
const MOST = 4;

/** The first run against each of the next ones, paired clip by clip; only runs that were tested. */
export function PairedPanels({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const [first, ...others] = runs.filter(({ confusionMatrix }) => confusionMatrix !== null);
  if (first === undefined) return null;
  return others.slice(0, MOST).map((run) => <PairedPanel key={run.id} first={first} second={run} />);
}
