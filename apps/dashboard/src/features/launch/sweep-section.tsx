'use client';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../../ui/button';
import { FormSection } from '../../ui/choice-card';
import { Field, Input, Select } from '../../ui/field';
import { HYPERPARAMETER_FIELDS } from './hyperparameter-fields';
import { type SearchKind, type SearchRow, type SweepForm, startRow } from './sweep-form';

const KINDS: readonly { readonly kind: SearchKind; readonly label: string }[] = [
  { kind: 'VALUES', label: 'one of these' },
  { kind: 'RANGE', label: 'from … to' },
  { kind: 'LOG_RANGE', label: 'from … to, logarithmic' },
];

/** What is searched, how, and when it ends. */
export function SweepSection({
  form,
  errorOf,
  onChange,
}: {
  readonly form: SweepForm;
  readonly errorOf: (field: string) => string | null;
  readonly onChange: (part: Partial<SweepForm>) => void;
}) {
  const setRow = (index: number, part: Partial<SearchRow>) =>
    onChange({ rows: form.rows.map((row, i) => (i === index ? { ...row, ...part } : row)) });
  const free = HYPERPARAMETER_FIELDS.filter(({ key }) => !form.rows.some(({ name }) => name === key));
  return (
    <>
      <FormSection
        title="What to search"
        hint="Everything else stays as set above. Several architectures are searched too. Seeds are not: each trial is run with all of them, and their mean counts."
        error={errorOf('space')}
      >
        <ul className="flex flex-col gap-3">
          {form.rows.map((row, index) => {
            const field = HYPERPARAMETER_FIELDS.find(({ key }) => key === row.name);
            return (
              <li
                key={row.name}
                className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.6fr)_auto]"
              >
                <Field label="Parameter">
                  {(ids) => (
                    <Select
                      {...ids}
                      value={row.name}
                      onChange={(event) => {
                        const next = HYPERPARAMETER_FIELDS.find(({ key }) => key === event.target.value);
                        if (next) setRow(index, startRow(next));
                      }}
                    >
                      {[...(field ? [field] : []), ...free].map(({ key, label }) => (
                        <option key={key} value={key}>
                          {label}
                        </option>
                      ))}
                    </Select>
                  )}
                </Field>
                <div className="order-last col-span-2 md:order-none md:col-span-1">
                  <Field label="Values">
                    {(ids) => (
                      <Select
                        {...ids}
                        value={row.kind}
                        disabled={field?.kind !== 'number'}
                        onChange={(event) => {
                          const kind = KINDS.find((option) => option.kind === event.target.value)?.kind;
                          if (kind) setRow(index, { kind });
                        }}
                      >
                        {KINDS.map(({ kind, label }) => (
                          <option key={kind} value={kind}>
                            {label}
                          </option>
                        ))}
                      </Select>
                    )}
                  </Field>
                </div>
                <div className="order-last col-span-2 md:order-none md:col-span-1">
                  <Field
                    label={row.kind === 'VALUES' ? 'Which, separated by commas' : 'From … to'}
                    error={errorOf(`space.${index}`)}
                  >
                    {(ids) => (
                      <Input
                        {...ids}
                        value={row.text}
                        onChange={(event) => setRow(index, { text: event.target.value })}
                      />
                    )}
                  </Field>
                </div>
                <IconButton
                  label={`Do not search ${field?.label ?? row.name}`}
                  className="mt-6"
                  onClick={() => onChange({ rows: form.rows.filter((_, i) => i !== index) })}
                >
                  <X aria-hidden />
                </IconButton>
              </li>
            );
          })}
        </ul>
        {free[0] && (
          <Button
            size="sm"
            className="mt-3"
            onClick={() => free[0] && onChange({ rows: [...form.rows, startRow(free[0])] })}
          >
            <Plus aria-hidden /> Search another parameter
          </Button>
        )}
      </FormSection>
      <FormSection
        title="How to search"
        hint="Trials are compared by the validation part; the test part is never looked at."
      >
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          <Field label="Method" hint="Parzen: tries next what is like the good trials">
            {(ids) => (
              <Select
                {...ids}
                value={form.method}
                onChange={(event) => onChange({ method: methodOf(event.target.value) })}
              >
                <option value="TPE">Parzen estimator (TPE)</option>
                <option value="RANDOM">Random</option>
                <option value="GRID">Grid, every combination</option>
              </Select>
            )}
          </Field>
          <Field label="Objective" hint="of the validation part">
            {(ids) => (
              <Select
                {...ids}
                value={form.metric}
                onChange={(event) => onChange({ metric: metricOf(event.target.value) })}
              >
                <option value="UAR">UAR</option>
                <option value="ACCURACY">Accuracy</option>
                <option value="MACRO_F1">Macro-F1</option>
                <option value="LOSS">Loss, least</option>
              </Select>
            )}
          </Field>
          <Field label="Stop bad trials early" hint="judged against peers on the same fold and seed">
            {(ids) => (
              <Select
                {...ids}
                value={form.stopping}
                onChange={(event) => onChange({ stopping: stoppingOf(event.target.value) })}
              >
                <option value="NONE">never</option>
                <option value="MEDIAN">worse than the median</option>
                <option value="ASHA">successive halving (ASHA)</option>
              </Select>
            )}
          </Field>
          <Field label="Trials, at most" error={errorOf('maxTrials')}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="numeric"
                value={form.maxTrials}
                onChange={(event) => onChange({ maxTrials: event.target.value })}
              />
            )}
          </Field>
          <Field label="At a time" error={errorOf('parallelTrials')}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="numeric"
                value={form.parallelTrials}
                onChange={(event) => onChange({ parallelTrials: event.target.value })}
              />
            )}
          </Field>
          <Field label="Minutes, at most" hint="Empty: no limit" error={errorOf('maxMinutes')}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="decimal"
                value={form.maxMinutes}
                onChange={(event) => onChange({ maxMinutes: event.target.value })}
              />
            )}
          </Field>
          <Field label="Folds of each trial" hint="Few are quicker; empty: all" error={errorOf('sweepFolds')}>
            {(ids) => (
              <Input {...ids} value={form.folds} onChange={(event) => onChange({ folds: event.target.value })} />
            )}
          </Field>
        </div>
      </FormSection>
    </>
  );
}

function methodOf(text: string): SweepForm['method'] {
  return text === 'GRID' || text === 'RANDOM' ? text : 'TPE';
}

function metricOf(text: string): SweepForm['metric'] {
  return text === 'ACCURACY' || text === 'MACRO_F1' || text === 'LOSS' ? text : 'UAR';
}

function stoppingOf(text: string): SweepForm['stopping'] {
  return text === 'MEDIAN' || text === 'ASHA' ? text : 'NONE';
}
