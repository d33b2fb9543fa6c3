'use client';
import { type FormEvent, useState } from 'react';
import type { ArchitectureChoiceFragment, LaunchEstimateInput, ProtocolChoiceFragment } from '../../generated/graphql';
import { FormSection } from '../../ui/choice-card';
import { Field, Input } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { ArchitectureChoices, FeatureSetChoices, ProtocolChoices, TaskChoices } from './choices';
import { HyperparameterEditor } from './hyperparameter-editor';
import { type FeatureSetOption, hasFreeFoldCount, type LaunchForm, type LaunchPlan, planLaunch } from './launch-form';
import { LaunchSummary } from './launch-summary';
import { EMPTY_SWEEP, planSweep, type SweepPlan } from './sweep-form';
import { SweepSection } from './sweep-section';
import { useLaunch } from './use-launch';

export interface LaunchOptions {
  readonly featureSets: readonly FeatureSetOption[];
  readonly architectures: readonly ArchitectureChoiceFragment[];
  readonly protocols: readonly ProtocolChoiceFragment[];
}

export function LaunchSheet({
  slug,
  options,
  start,
  startsAsSweep,
}: {
  readonly slug: string;
  readonly options: LaunchOptions;
  readonly start: LaunchForm;
  readonly startsAsSweep: boolean;
}) {
  const [form, setForm] = useState(start);
  const [isSweep, setIsSweep] = useState(startsAsSweep);
  const [sweepForm, setSweepForm] = useState(EMPTY_SWEEP);
  const [wasTried, setWasTried] = useState(false);
  const plan = planLaunch(slug, form, options);
  const sweep = isSweep ? planSweep(sweepForm, form.name, plan.inputs) : null;
  const { launch, begin, isLaunching, failures, clearFailure } = useLaunch(slug);
  const change = (part: Partial<LaunchForm>) => {
    setForm({ ...form, ...part });
    clearFailure();
  };
  // What is missing is said once launching was tried; what was typed wrong, at once.
  const isChoice = (field: string) => ['featureSetId', 'architectureId', 'protocol'].includes(field);
  const errorOf = (field: string): string | null =>
    (wasTried || !isChoice(field) ? plan.errors[field] : undefined) ??
    sweep?.errors[field] ??
    failures.byField[field] ??
    null;
  const featureSet = options.featureSets.find(({ id }) => id === form.featureSetId) ?? null;
  const architectures = options.architectures.filter(({ id }) => form.architectureIds.includes(id));
  const protocol = options.protocols.find(({ name }) => name === form.protocolName) ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (sweep?.input) void begin(sweep.input);
    else if (!isSweep && plan.inputs.length > 0) void launch(plan.inputs);
  };
  return (
    <form onSubmit={submit} noValidate className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Segmented
          label="What to launch"
          value={isSweep ? 'sweep' : 'one'}
          options={[
            { value: 'one', label: 'One configuration' },
            { value: 'sweep', label: 'Sweep' },
          ]}
          onChange={(mode) => setIsSweep(mode === 'sweep')}
          className="self-start"
        />
        <FormSection title="Task" error={errorOf('task')}>
          <TaskChoices value={form.task} onChange={(task) => change({ task })} />
        </FormSection>
        <FormSection title="Features" hint="What each clip is turned into." error={errorOf('featureSetId')}>
          <FeatureSetChoices
            options={options.featureSets}
            value={form.featureSetId}
            onChange={(featureSetId) => change({ featureSetId })}
          />
        </FormSection>
        <FormSection
          title="Architectures"
          hint="Choose several to put them side by side: each becomes an experiment of its own."
          error={errorOf('architectureId')}
        >
          <ArchitectureChoices
            options={options.architectures}
            featureSet={featureSet}
            value={form.architectureIds}
            onChange={(architectureIds) => change({ architectureIds })}
          />
        </FormSection>
        <FormSection
          title="Protocol"
          hint="How clips are split into train, validation and test. It decides what the result means."
          error={errorOf('protocol')}
        >
          <ProtocolChoices
            options={options.protocols}
            value={form.protocolName}
            onChange={(protocolName) => change({ protocolName })}
          />
        </FormSection>
        <FormSection title="Repetitions">
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label="Seeds" hint="Each repeats all folds; 0, 1, 2 or a range such as 0-4" error={errorOf('seeds')}>
              {(ids) => (
                <Input {...ids} value={form.seeds} onChange={(event) => change({ seeds: event.target.value })} />
              )}
            </Field>
            <Field
              label="Folds"
              hint={
                hasFreeFoldCount(form.protocolName) ? 'Empty: as the protocol has by itself' : 'Set by the protocol'
              }
              error={errorOf('foldCount')}
            >
              {(ids) => (
                <Input
                  {...ids}
                  inputMode="numeric"
                  disabled={!hasFreeFoldCount(form.protocolName)}
                  placeholder={plan.foldCount === null ? '' : String(plan.foldCount)}
                  value={hasFreeFoldCount(form.protocolName) ? form.foldCount : ''}
                  onChange={(event) => change({ foldCount: event.target.value })}
                />
              )}
            </Field>
          </div>
        </FormSection>
        <HyperparameterEditor
          texts={form.hyperparameters}
          presets={architectures.map(({ defaultHyperparameters }) => defaultHyperparameters)}
          errorOf={errorOf}
          onChange={(hyperparameters) => change({ hyperparameters })}
        />
        {isSweep && (
          <SweepSection
            form={sweepForm}
            errorOf={errorOf}
            onChange={(part) => {
              setSweepForm({ ...sweepForm, ...part });
              clearFailure();
            }}
          />
        )}
        <FormSection title="Name and tags" hint="Both may be left empty.">
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label="Name" hint="Empty: made from the parts" error={errorOf('name')}>
              {(ids) => <Input {...ids} value={form.name} onChange={(event) => change({ name: event.target.value })} />}
            </Field>
            <Field label="Tags" hint="Separated by commas" error={errorOf('tags')}>
              {(ids) => <Input {...ids} value={form.tags} onChange={(event) => change({ tags: event.target.value })} />}
            </Field>
          </div>
        </FormSection>
      </div>
      <LaunchSummary
        form={form}
        plan={plan}
        estimate={estimateInput(slug, plan, sweep)}
        trialCount={sweep?.trialCount ?? null}
        featureSet={featureSet}
        architectures={architectures}
        protocol={protocol}
        generalFailures={failures.general}
        isLaunching={isLaunching}
        errorCount={wasTried ? Object.keys({ ...plan.errors, ...sweep?.errors }).length : 0}
      />
    </form>
  );
}

function estimateInput(slug: string, plan: LaunchPlan, sweep: SweepPlan | null): LaunchEstimateInput | null {
  const [first] = plan.inputs;
  if (first === undefined || (sweep !== null && sweep.input === null)) return null;
  return {
    projectSlug: slug,
    featureSetId: first.featureSetId,
    // Of a sweep each trial has one architecture.
    architectureIds: sweep ? [first.architectureId] : plan.inputs.map(({ architectureId }) => architectureId),
    protocol: first.protocol,
    hyperparameters: sweep?.input ? sweep.input.base.hyperparameters : first.hyperparameters,
    seedCount: plan.seedCount,
    ...(sweep?.input ? { trialCount: sweep.trialCount, foldCount: sweep.input.base.folds?.length ?? null } : {}),
  };
}
