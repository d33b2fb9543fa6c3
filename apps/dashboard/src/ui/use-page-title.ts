'use client';
import { useEffect } from 'react';

/** Names the browser's tab after what is shown, so that many open tabs can be told apart. */
export function usePageTitle(name: string | null): void {
  useEffect(() => {
    if (name) document.title = `${name} · Voxboard`;
  }, [name]);
}
