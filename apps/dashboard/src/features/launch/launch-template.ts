import type { ArchitectureChoiceFragment, LaunchSourceFragment, LaunchTemplateQuery } from '../../generated/graphql';
import { HYPERPARAMETER_FIELDS } from './hyperparameter-fields';
import { EMPTY_FORM, hasFreeFoldCount, type LaunchForm } from './launch-form';
import { readKey, textOf } from './parse-hyperparameters';

type TemplateRun = NonNullable<LaunchTemplateQuery['run']>;

/** The form filled in as an earlier run was launched; only hyperparameters that differ from the preset are filled in. */
export function formFromRun(run: TemplateRun, architectures: readonly ArchitectureChoiceFragment[]): LaunchForm {
  return formFromExperiment(run.experiment, architectures, run.params);
}

/** The form filled in as an experiment was launched. */
export function formFromExperiment(
  experiment: LaunchSourceFragment,
  architectures: readonly ArchitectureChoiceFragment[],
  params: unknown = {},
): LaunchForm {
  const architecture = architectures.find(({ id }) => id === experiment.architecture?.id);
  const used = experiment.hyperparameters ?? params;
  const hyperparameters: Record<string, string> = {};
  for (const field of HYPERPARAMETER_FIELDS) {
    const text = textOf(field, readKey(used, field.key));
    const preset = textOf(field, readKey(architecture?.defaultHyperparameters, field.key));
    if (text !== null && text !== preset) hyperparameters[field.key] = text;
  }
  const { protocol } = experiment;
  return {
    ...EMPTY_FORM,
    task: experiment.task ?? EMPTY_FORM.task,
    featureSetId: experiment.featureSet?.id ?? null,
    architectureIds: architecture ? [architecture.id] : [],
    protocolName: protocol?.name ?? null,
    foldCount: protocol?.foldCount && hasFreeFoldCount(protocol.name) ? String(protocol.foldCount) : '',
    hyperparameters,
    seeds: experiment.plannedSeeds.join(', ') || EMPTY_FORM.seeds,
  };
}
