'use client';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { useEffect, useMemo, useRef, useState } from 'react';
import { SECTIONS } from './sections';
import { ShortcutSheet } from './shortcut-sheet';
import { isTaken, matchShortcut, SEQUENCE_MS, type Shortcut } from './shortcuts';

/** Keys for going about without a mouse, and the sheet that lists them. */
export function ShortcutKeys({ slug }: { readonly slug: string }) {
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const shortcuts = useShortcuts(slug, () => setIsSheetOpen(true));
  const pressed = useRef<{ keys: string[]; at: number }>({ keys: [], at: 0 });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTaken(event) || event.key === 'Shift') return;
      const { keys, at } = pressed.current;
      const before = event.timeStamp - at < SEQUENCE_MS ? keys : [];
      const tried = [[...before, event.key], [event.key]].map((sequence) => ({
        sequence,
        match: matchShortcut(sequence, shortcuts),
      }));
      const { sequence, match } = tried.find((one) => one.match.kind !== 'none') ?? { sequence: [], match: null };
      const isBegun = match?.kind === 'begun';
      pressed.current = { keys: isBegun ? sequence : [], at: event.timeStamp };
      if (match?.kind !== 'found') return;
      event.preventDefault();
      match.shortcut.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [shortcuts]);
  return <ShortcutSheet shortcuts={shortcuts} isOpen={isSheetOpen} onOpenChange={setIsSheetOpen} />;
}

function useShortcuts(slug: string, openSheet: () => void): readonly Shortcut[] {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const open = useRef(openSheet);
  open.current = openSheet;
  return useMemo(
    () => [
      ...SECTIONS.flatMap(({ path, label, key }) =>
        key === null ? [] : [{ keys: ['g', key], label, run: () => router.push(`/p/${slug}/${path}`) }],
      ),
      { keys: ['g', 'p'], label: 'All projects', run: () => router.push('/?all') },
      { keys: ['['], label: 'The one before', run: () => follow('prev') },
      { keys: [']'], label: 'The one after', run: () => follow('next') },
      { keys: ['/'], label: 'Search on this page', run: focusSearch },
      {
        keys: ['t'],
        label: 'Light or dark',
        run: () => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark'),
      },
      { keys: ['?'], label: 'These shortcuts', run: () => open.current() },
    ],
    [slug, router, resolvedTheme, setTheme],
  );
}

/** Pages with an order mark their links with `rel`. */
function follow(rel: 'prev' | 'next'): void {
  document.querySelector<HTMLAnchorElement>(`main a[rel~="${rel}"]`)?.click();
}

function focusSearch(): void {
  document.querySelector<HTMLElement>('main [data-shortcut="search"], main input[type="search"]')?.focus();
}
