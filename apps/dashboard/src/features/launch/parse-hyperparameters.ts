import { HYPERPARAMETER_FIELDS, type HyperparameterField } from './hyperparameter-fields';

export interface ParsedHyperparameters {
  /** Only what was filled in: everything else stays as the architecture's preset has it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Field key → what is wrong with it. */
  readonly errors: Readonly<Record<string, string>>;
}

type Parsed = { readonly value: unknown } | { readonly error: string };

export function parseHyperparameters(texts: Readonly<Record<string, string>>): ParsedHyperparameters {
  const values: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const field of HYPERPARAMETER_FIELDS) {
    const text = texts[field.key]?.trim() ?? '';
    if (text === '') continue;
    const parsed = parseField(field, text);
    if ('error' in parsed) errors[field.key] = parsed.error;
    else values[field.key] = parsed.value;
  }
  return { values, errors };
}

function parseField(field: HyperparameterField, text: string): Parsed {
  switch (field.kind) {
    case 'choice':
      // The schedule is an object: choosing its kind takes that kind's own defaults.
      return { value: field.key === 'schedule' ? { kind: text } : text };
    case 'flag':
      return { value: text === 'yes' };
    case 'number':
      return parseNumber(field, text);
  }
}

function parseNumber(field: HyperparameterField & { readonly kind: 'number' }, text: string): Parsed {
  if (field.isOptional && text.toLowerCase() === 'none') return { value: null };
  const value = Number(text);
  const { min, max } = field;
  if (!Number.isFinite(value)) return { error: `Give a number${field.isOptional ? ' or none' : ''}.` };
  if (field.isWhole && !Number.isInteger(value)) return { error: 'Give a whole number.' };
  if (min !== undefined && (value < min || (field.isAboveMin && value === min))) {
    return { error: field.isAboveMin ? `Give a number above ${min}.` : `Give ${min} or more.` };
  }
  if (max !== undefined && (value > max || (field.isBelowMax && value === max))) {
    return { error: field.isBelowMax ? `Give a number below ${max}.` : `Give ${max} or less.` };
  }
  return { value };
}

/** A value of a preset as it would be typed into its field; null for one that no field shows. */
export function textOf(field: HyperparameterField, value: unknown): string | null {
  if (value === undefined) return null;
  if (value === null) return 'none';
  if (field.key === 'schedule') return isSchedule(value) ? value.kind : null;
  if (field.kind === 'flag') return value === true ? 'yes' : 'no';
  return String(value);
}

function isSchedule(value: unknown): value is { readonly kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

/** The presets' values of a field, each once: what is trained with where nothing is filled in. */
export function presetTexts(field: HyperparameterField, presets: readonly unknown[]): string[] {
  const texts = presets.map((preset) => textOf(field, readKey(preset, field.key)) ?? 'preset');
  return [...new Set(texts)];
}

export function readKey(preset: unknown, key: string): unknown {
  return typeof preset === 'object' && preset !== null ? Reflect.get(preset, key) : undefined;
}
