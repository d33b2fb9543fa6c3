'use client';
import { Popover as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import type { Trigger } from './until-pressed';

/** A popover that is open from its first moment on. */
export function OpenedPopover({
  label,
  trigger,
  className,
  children,
}: {
  readonly label: string;
  readonly trigger: Trigger;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Primitive.Root defaultOpen>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="end"
          sideOffset={4}
          aria-label={label}
          className={classNames('z-50 rounded-lg border border-line bg-raised shadow-pop', className)}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
