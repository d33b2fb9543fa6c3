'use client';
import { ChevronRight } from 'lucide-react';
import { FormSection } from '../../ui/choice-card';
import { Field, Input, Select } from '../../ui/field';
import { HYPERPARAMETER_FIELDS, type HyperparameterField } from './hyperparameter-fields';
import { presetTexts } from './parse-hyperparameters';

const GRID = 'grid grid-cols-2 gap-3 md:grid-cols-3 2xl:grid-cols-4';

/** Every hyperparameter with its preset's value in sight; what is left empty stays as the preset has it. */
export function HyperparameterEditor({
  texts,
  presets,
  errorOf,
  onChange,
}: {
  readonly texts: Readonly<Record<string, string>>;
  readonly presets: readonly unknown[];
  readonly errorOf: (key: string) => string | null;
  readonly onChange: (texts: Readonly<Record<string, string>>) => void;
}) {
  const advanced = HYPERPARAMETER_FIELDS.filter(({ isAdvanced }) => isAdvanced);
  const draw = (field: HyperparameterField) => (
    <HyperparameterInput
      key={field.key}
      field={field}
      value={texts[field.key] ?? ''}
      presets={presetTexts(field, presets)}
      error={errorOf(field.key)}
      onChange={(text) => onChange({ ...texts, [field.key]: text })}
    />
  );
  return (
    <FormSection
      title="Hyperparameters"
      hint="Empty fields keep the preset’s value, shown in grey. What you fill in goes for every chosen architecture."
      error={errorOf('hyperparameters')}
    >
      <div className={GRID}>{HYPERPARAMETER_FIELDS.filter(({ isAdvanced }) => !isAdvanced).map(draw)}</div>
      <details className="group mt-3" open={advanced.some(({ key }) => texts[key] || errorOf(key))}>
        <summary className="flex items-center gap-1.5 text-ink-soft select-none hover:text-ink">
          <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
          {advanced.length} more
        </summary>
        <div className={`${GRID} mt-3`}>{advanced.map(draw)}</div>
      </details>
    </FormSection>
  );
}

function HyperparameterInput({
  field,
  value,
  presets,
  error,
  onChange,
}: {
  readonly field: HyperparameterField;
  readonly value: string;
  readonly presets: readonly string[];
  readonly error: string | null;
  readonly onChange: (text: string) => void;
}) {
  const preset = presets.join(' · ');
  return (
    <Field label={field.label} hint={field.hint} error={error}>
      {(ids) =>
        field.kind === 'number' ? (
          <Input
            {...ids}
            inputMode={field.isOptional ? 'text' : 'decimal'}
            placeholder={preset}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={value === '' ? '' : 'font-medium'}
          />
        ) : (
          <Select
            {...ids}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={value === '' ? '[&_select]:text-ink-faint' : '[&_select]:font-medium'}
          >
            <option value="">{preset === '' ? 'preset' : preset}</option>
            {(field.kind === 'choice' ? field.options : ['yes', 'no']).map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </Select>
        )
      }
    </Field>
  );
}
