'use client';
import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const PaletteDialog = dynamic(() => import('./palette-dialog').then((module) => module.PaletteDialog), { ssr: false });

/** The entry that opens the palette, and its key: Ctrl K, or ⌘ K on a Mac. */
export function CommandPalette({ slug }: { readonly slug: string }) {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setIsOpen(true);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => setIsOpen(true)}
        className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-ink-soft hover:bg-subtle hover:text-ink [&_svg]:size-4"
      >
        <Search aria-hidden />
        Search
        <kbd className="ml-auto rounded-sm border border-line bg-surface px-1 font-sans text-xs text-ink-faint">
          Ctrl K
        </kbd>
      </button>
      {isOpen && <PaletteDialog slug={slug} onClose={() => setIsOpen(false)} />}
    </>
  );
}
