'use client';
import { Check, Minus } from 'lucide-react';

/** A plain button: a table has one in every row, and they are made anew while somebody scrolls. */
export function Checkbox({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean | 'indeterminate';
  /** `isShifted`: with Shift held, for a whole range. */
  readonly onChange: (checked: boolean, isShifted: boolean) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input cannot be drawn like this, and its mixed state is not in its HTML
    <button
      type="button"
      role="checkbox"
      aria-label={label}
      aria-checked={checked === 'indeterminate' ? 'mixed' : checked}
      data-state={checked === 'indeterminate' ? checked : checked ? 'checked' : 'unchecked'}
      // Of a checkbox, the space bar alone is the key.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      onClick={(event) => {
        event.preventDefault();
        onChange(checked !== true, event.shiftKey);
      }}
      className="relative flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface text-on-accent transition-colors after:absolute after:-inset-2.5 hover:border-ink-faint data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
    >
      {checked === 'indeterminate' ? (
        <Minus aria-hidden className="size-3" />
      ) : (
        checked && <Check aria-hidden className="size-3" strokeWidth={3} />
      )}
    </button>
  );
}
