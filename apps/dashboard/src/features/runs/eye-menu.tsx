'use client';
import { Eye, EyeOff } from 'lucide-react';
import { Menu, MenuItem } from '../../ui/menu';
import { chosenByEyes, type EyeChoice } from './chosen-by-eyes';

const CHOICES: readonly { readonly choice: EyeChoice; readonly label: string }[] = [
  { choice: 5, label: 'Draw the first 5' },
  { choice: 10, label: 'Draw the first 10' },
  { choice: 'all', label: 'Draw all that are loaded' },
  { choice: 'none', label: 'Draw none' },
];

/** Opens or closes many eyes at once, in the order of the table. */
export function EyeMenu({
  runs,
  shown,
  onShow,
}: {
  /** As the table orders them. */
  readonly runs: readonly { readonly id: string }[];
  readonly shown: ReadonlySet<string>;
  readonly onShow: (ids: readonly string[], isShown: boolean) => void;
}) {
  const Icon = shown.size > 0 ? Eye : EyeOff;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label="Which runs charts draw"
          title="Which runs charts draw"
          className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:bg-hover"
        >
          <Icon aria-hidden className="size-3.5" />
        </button>
      }
    >
      {CHOICES.map(({ choice, label }) => (
        <MenuItem
          key={label}
          onSelect={() => {
            onShow([...shown], false);
            onShow(
              chosenByEyes(
                choice,
                runs.map(({ id }) => id),
              ),
              true,
            );
          }}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
