'use client';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

/** Asks before something that cannot be undone. */
export function ConfirmDialog({
  title,
  action,
  isOpen,
  isBusy,
  onClose,
  onConfirm,
  children,
}: {
  readonly title: string;
  readonly action: string;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Dialog title={title} isOpen={isOpen} onOpenChange={(next) => !next && onClose()}>
      <p className="mb-4 text-ink-soft">{children}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="danger" disabled={isBusy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
