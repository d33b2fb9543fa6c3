'use client';
import { Dialog } from '../../ui/dialog';
import type { Shortcut } from './shortcuts';

const PALETTE = { keys: ['Ctrl', 'K'], label: 'Search and commands' };

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
      <dl className="grid grid-cols-1 gap-x-6 gap-y-1 sm:grid-cols-2">
        {[PALETTE, ...shortcuts].map(({ keys, label }) => (
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
    </Dialog>
  );
}
