'use client';
import { lazy, type ReactNode } from 'react';
import { type Trigger, UntilPressed } from './until-pressed';

const load = () => import('./popover-parts');
const OpenedPopover = lazy(async () => ({ default: (await load()).OpenedPopover }));

/** A button that opens a small panel at its lower right. */
export function Popover({
  label,
  trigger,
  className,
  children,
}: {
  readonly label: string;
  readonly trigger: Trigger;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <UntilPressed trigger={trigger} opens="dialog" load={load}>
      <OpenedPopover label={label} trigger={trigger} className={className}>
        {children}
      </OpenedPopover>
    </UntilPressed>
  );
}
