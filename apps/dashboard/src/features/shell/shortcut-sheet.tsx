'use client';
import { Dialog } from '../../ui/dialog';
import type { Shortcut } from './shortcuts';

type Line = Pick<Shortcut, 'keys' | 'label'>;

const PALETTE: Line = { keys: ['Ctrl', 'K'], label: 'Search and commands' };
/** These work where the keyboard's focus is, and are written down here alone. */
const IN_TABLE: readonly Line[] = [
  { keys: ['j'], label: 'Next run' },
  { keys: ['k'], label: 'Run before' },
  { keys: ['x'], label: 'Select' },
  { keys: ['v'], label: 'Draw in charts' },
  { keys: ['e'], label: 'Name, tags and notes' },
  { keys: ['Enter'], label: 'Open' },
];
const IN_CHART: readonly Line[] = [
  { keys: ['←', '→'], label: 'Read values' },
  { keys: ['↑', '↓'], label: 'Choose a line' },
  { keys: ['+', '−'], label: 'Zoom' },
  { keys: ['0'], label: 'Show all' },
];

/** Every key there is. */
export function ShortcutSheet({
  shortcuts,
  isOpen,
  onOpenChange,
}: {
  readonly shortcuts: readonly Shortcut[];
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onOpenChange={onOpenChange}>
      <Keys lines={[PALETTE, ...shortcuts]} />
      <h3 className="mt-4 mb-1 font-medium">In the table of runs</h3>
      <Keys lines={IN_TABLE} />
      <h3 className="mt-4 mb-1 font-medium">In a chart</h3>
      <Keys lines={IN_CHART} />
    </Dialog>
  );
}

function Keys({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-1 sm:grid-cols-2">
      {lines.map(({ keys, label }) => (
        <div key={keys.join(' ')} className="flex min-h-7 items-center justify-between gap-3">
          <dt className="min-w-0 text-ink-soft">{label}</dt>
          <dd className="flex shrink-0 gap-1">
            {keys.map((key) => (
              <kbd
                key={key}
                className="min-w-6 rounded-sm border border-line-strong bg-subtle px-1.5 text-center font-sans text-sm"
              >
                {key}
              </kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
