'use client';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

const ITEM =
  'flex h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-base text-ink-soft outline-none select-none data-[highlighted]:bg-hover data-[highlighted]:text-ink data-[disabled]:opacity-40 [&_svg]:size-3.5';

/** A menu that is open from its first moment on. */
export function OpenedMenu({
  trigger,
  children,
  align = 'start',
}: {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
}) {
  return (
    // Not modal: that would hide the page from readers while its links can still be reached.
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          className="z-50 max-h-[60vh] min-w-44 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-pop"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  children,
  onSelect,
  isDangerous = false,
}: {
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly isDangerous?: boolean;
}) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={classNames(ITEM, isDangerous && 'text-bad')}>
      {children}
    </DropdownMenu.Item>
  );
}

export function MenuCheckItem({
  children,
  checked,
  onChange,
}: {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={ITEM}
    >
      <span className="flex size-3.5 items-center">
        <DropdownMenu.ItemIndicator>
          <Check className="text-accent" />
        </DropdownMenu.ItemIndicator>
      </span>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
