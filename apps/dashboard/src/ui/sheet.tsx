'use client';
import { lazy, Suspense, useState } from 'react';
import type { SheetProps } from './sheet-parts';

const OpenedSheet = lazy(async () => ({ default: (await import('./sheet-parts')).OpenedSheet }));

/** A panel at the side of the page, for what is looked at beside it; Escape closes it. */
export function Sheet(props: SheetProps) {
  // It comes with the first opening, and stays, so that closing it brings the focus back.
  const [wasOpened, setWasOpened] = useState(props.isOpen);
  if (props.isOpen && !wasOpened) setWasOpened(true);
  if (!wasOpened) return null;
  return (
    <Suspense fallback={null}>
      <OpenedSheet {...props} />
    </Suspense>
  );
}
