'use client';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { DialogHeader } from './dialog-header';

export interface SheetProps {
  readonly title: string;
  readonly description?: string | undefined;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

export function OpenedSheet({ title, description, isOpen, onOpenChange, children }: SheetProps) {
  return (
    <Primitive.Root open={isOpen} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/25" />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className="fixed inset-y-0 right-0 z-50 flex w-[min(44rem,100vw)] flex-col border-l border-line bg-surface shadow-pop"
        >
          <DialogHeader title={title} description={description} className="border-b border-line px-4 py-3" />
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
