'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { plural } from '../../format/format';
import {
  CreateSweepDocument,
  type CreateSweepInput,
  LaunchExperimentDocument,
  type LaunchExperimentInput,
} from '../../generated/graphql';
import { notify } from '../../ui/notify';
import { fieldOf } from './launch-form';

export interface LaunchFailures {
  readonly byField: Readonly<Record<string, string>>;
  readonly general: readonly string[];
}

const NONE: LaunchFailures = { byField: {}, general: [] };

/** Launches one experiment after the other, stops at the first that is turned down, and shows why at its field. */
export function useLaunch(slug: string) {
  const router = useRouter();
  const [launchExperiment] = useMutationResult(LaunchExperimentDocument, 'launchExperiment');
  const [createSweep] = useMutationResult(CreateSweepDocument, 'createSweep');
  const [isLaunching, setIsLaunching] = useState(false);
  const [failures, setFailures] = useState<LaunchFailures>(NONE);
  const launch = async (inputs: readonly LaunchExperimentInput[]) => {
    setIsLaunching(true);
    setFailures(NONE);
    let runCount = 0;
    const launched: string[] = [];
    const ids: string[] = [];
    for (const input of inputs) {
      const outcome = await launchExperiment({ input });
      if (!outcome.ok) {
        setFailures(describe(outcome.failure, launched));
        setIsLaunching(false);
        return;
      }
      runCount += outcome.value.runs.length;
      launched.push(outcome.value.experiment.name);
      ids.push(outcome.value.experiment.id);
    }
    notify('success', `${plural(runCount, 'run')} of ${plural(launched.length, 'experiment')} launched`);
    // One experiment shows its runs with their places in the queue.
    router.push(ids.length === 1 ? `/p/${slug}/experiments/${ids[0]}` : `/p/${slug}/runs`);
  };
  const begin = async (input: CreateSweepInput) => {
    setIsLaunching(true);
    setFailures(NONE);
    const outcome = await createSweep({ input });
    setIsLaunching(false);
    if (!outcome.ok) {
      setFailures(describe(outcome.failure, []));
      return;
    }
    notify('success', `Sweep ${outcome.value.sweep.name} has begun`);
    router.push(`/p/${slug}/sweeps/${outcome.value.sweep.id}`);
  };
  return { launch, begin, isLaunching, failures, clearFailure: () => setFailures(NONE) };
}

function describe(
  failure: { readonly message: string; readonly path: readonly string[] },
  launched: readonly string[],
): LaunchFailures {
  const field = fieldOf(failure.path);
  const done = launched.length > 0 ? [`Launched before that: ${launched.join(', ')}.`] : [];
  return field === null
    ? { byField: {}, general: [failure.message, ...done] }
    : { byField: { [field]: failure.message }, general: [failure.message, ...done] };
}
