import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** One of several choices with room to say what it means; a native radio or checkbox underneath. */
export function ChoiceCard({
  type,
  name,
  value,
  checked,
  isDisabled = false,
  onChange,
  title,
  badge,
  children,
}: {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly title: ReactNode;
  readonly badge?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <label
      className={classNames(
        'flex min-w-0 items-start gap-2.5 rounded-lg border px-3 py-2.5 transition-colors',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        checked ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
        isDisabled ? 'opacity-55' : 'cursor-pointer hover:border-ink-faint',
      )}
    >
      <input
        type={type}
        name={name}
        value={value}
        checked={checked}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-1 size-3.5 shrink-0 accent-accent outline-none"
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 font-medium">
          {title}
          {badge}
        </span>
        {children && <span className="block text-sm text-ink-soft">{children}</span>}
      </span>
    </label>
  );
}

/** A titled group of form controls, with the group's error if there is one. */
export function FormSection({
  title,
  hint,
  error,
  children,
}: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="min-w-0 rounded-lg border border-line bg-surface p-4 shadow-panel">
      <legend className="sr-only">{title}</legend>
      <div className="mb-3">
        <p aria-hidden="true" className="font-semibold">
          {title}
        </p>
        {hint && <p className="text-sm text-ink-faint">{hint}</p>}
      </div>
      {children}
      {error && (
        <p role="alert" className="mt-2 text-sm text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
