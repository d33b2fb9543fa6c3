'use client';
import { lazy, Suspense, useState } from 'react';
import type { DialogProps } from './dialog-parts';

const OpenedDialog = lazy(async () => ({ default: (await import('./dialog-parts')).OpenedDialog }));

export function Dialog(props: DialogProps) {
  // It comes with the first opening, and stays, so that closing it brings the focus back.
  const [wasOpened, setWasOpened] = useState(props.isOpen);
  if (props.isOpen && !wasOpened) setWasOpened(true);
  if (!wasOpened) return null;
  return (
    <Suspense fallback={null}>
      <OpenedDialog {...props} />
    </Suspense>
  );
}
