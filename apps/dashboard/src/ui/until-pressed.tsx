'use client';
import { type ButtonHTMLAttributes, cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react';

export type Trigger = ReactElement<ButtonHTMLAttributes<HTMLButtonElement>>;

/**
 * A button alone until it is pressed for the first time; then `children`, which bring the same button with them and are
 * open. What opens is a library of its own, which most visits never need: pointing at the button fetches it.
 */
export function UntilPressed({
  trigger,
  opens,
  load,
  children,
}: {
  readonly trigger: Trigger;
  readonly opens: 'menu' | 'dialog';
  readonly load: () => Promise<unknown>;
  readonly children: ReactNode;
}) {
  const [isPressed, setIsPressed] = useState(false);
  // What could not be fetched ahead is fetched again when the button is pressed.
  const fetchAhead = () => void load().catch(() => undefined);
  const button = cloneElement(trigger, {
    'aria-haspopup': opens,
    'aria-expanded': false,
    onPointerEnter: fetchAhead,
    onFocus: fetchAhead,
    onClick: () => setIsPressed(true),
    onKeyDown: (event) => {
      if (opens !== 'menu' || event.key !== 'ArrowDown') return;
      event.preventDefault();
      setIsPressed(true);
    },
  });
  return isPressed ? <Suspense fallback={button}>{children}</Suspense> : button;
}
