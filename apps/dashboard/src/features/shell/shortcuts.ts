/** A key, or two in a row, and what they do. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly label: string;
  readonly run: () => void;
}

/** How long the second key of two may take. */
export const SEQUENCE_MS = 1200;

export type Match =
  | { readonly kind: 'found'; readonly shortcut: Shortcut }
  /** The keys so far begin something. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'none' };

/** What the keys pressed so far come to. */
export function matchShortcut(pressed: readonly string[], shortcuts: readonly Shortcut[]): Match {
  const begun = shortcuts.filter(({ keys }) => pressed.every((key, i) => keys[i] === key));
  const shortcut = begun.find(({ keys }) => keys.length === pressed.length);
  if (shortcut) return { kind: 'found', shortcut };
  return begun.length > 0 ? { kind: 'begun' } : { kind: 'none' };
}

/** Somebody writes, or a dialog has the keys: they are not for the page then. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') !== null;
}
