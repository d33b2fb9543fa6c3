'use client';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from './button';
import { Input } from './field';

/** Text that is changed where it stands: Enter saves, Escape leaves it as it was. */
export function InlineText({
  label,
  value,
  placeholder,
  isTextHidden = false,
  onSave,
  className,
}: {
  readonly label: string;
  readonly value: string;
  /** Stands where there is no text. */
  readonly placeholder: string;
  /** The text stands elsewhere, as in a title: only the pencil is shown. */
  readonly isTextHidden?: boolean;
  readonly onSave: (value: string) => void | Promise<void>;
  readonly className?: string;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <span className={`inline-flex min-w-0 items-center gap-1 ${className ?? ''}`}>
        {!isTextHidden && (
          <span className={value === '' ? 'text-ink-faint' : 'min-w-0 break-words'}>{value || placeholder}</span>
        )}
        <IconButton label={`Change the ${label.toLowerCase()}`} className="!size-6" onClick={() => setDraft(value)}>
          <Pencil className="!size-3.5" />
        </IconButton>
      </span>
    );
  }
  const save = () => {
    setDraft(null);
    if (draft.trim() !== value) void onSave(draft.trim());
  };
  return (
    <Input
      aria-label={label}
      autoFocus
      value={draft}
      placeholder={placeholder}
      className={`!h-7 !w-72 ${className ?? ''}`}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
