import { Eye, EyeOff } from 'lucide-react';
import { classNames } from '../../ui/class-names';

/** Open: drawn in charts. Half open: some of a group are. */
export function EyeButton({
  label,
  state,
  onToggle,
}: {
  readonly label: string;
  readonly state: boolean | 'mixed';
  readonly onToggle: (isShifted: boolean) => void;
}) {
  const Icon = state === false ? EyeOff : Eye;
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={state}
      title={label}
      onClick={(event) => onToggle(event.shiftKey)}
      className={classNames(
        'flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-hover',
        state === true ? 'text-accent' : state === 'mixed' ? 'text-accent opacity-60' : 'text-ink-faint opacity-50',
      )}
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}
