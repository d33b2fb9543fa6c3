'use client';
import { type FormEvent, useState } from 'react';
import type { ArchitectureChoiceFragment, ProtocolChoiceFragment } from '../../generated/graphql';
import { FormSection } from '../../ui/choice-card';
import { Field, Input } from '../../ui/field';
import { ArchitectureChoices, FeatureSetChoices, ProtocolChoices, TaskChoices } from './choices';
import { HyperparameterEditor } from './hyperparameter-editor';
import { type FeatureSetOption, hasFreeFoldCount, type LaunchForm, planLaunch } from './launch-form';
import { LaunchSummary } from './launch-summary';
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
}: {
  readonly slug: string;
  readonly options: LaunchOptions;
  readonly start: LaunchForm;
}) {
  const [form, setForm] = useState(start);
  const [wasTried, setWasTried] = useState(false);
  const plan = planLaunch(slug, form, options);
  const { launch, isLaunching, failures, clearFailure } = useLaunch(slug);
  const change = (part: Partial<LaunchForm>) => {
    setForm({ ...form, ...part });
    clearFailure();
  };
  // What is missing is said once launching was tried; what was typed wrong, at once.
  const isChoice = (field: string) => ['featureSetId', 'architectureId', 'protocol'].includes(field);
  const errorOf = (field: string): string | null =>
    (wasTried || !isChoice(field) ? plan.errors[field] : undefined) ?? failures.byField[field] ?? null;
  const featureSet = options.featureSets.find(({ id }) => id === form.featureSetId) ?? null;
  const architectures = options.architectures.filter(({ id }) => form.architectureIds.includes(id));
  const protocol = options.protocols.find(({ name }) => name === form.protocolName) ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (plan.inputs.length > 0) void launch(plan.inputs);
  };
  return (
    <form onSubmit={submit} noValidate className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
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
        featureSet={featureSet}
        architectures={architectures}
        protocol={protocol}
        generalFailures={failures.general}
        isLaunching={isLaunching}
        errorCount={wasTried ? Object.keys(plan.errors).length : 0}
      />
    </form>
  );
}
