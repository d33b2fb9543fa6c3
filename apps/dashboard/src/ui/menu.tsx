'use client';
import { lazy, type ReactNode } from 'react';
import { type Trigger, UntilPressed } from './until-pressed';

const load = () => import('./menu-parts');
const OpenedMenu = lazy(async () => ({ default: (await load()).OpenedMenu }));

export const MenuItem = lazy(async () => ({ default: (await load()).MenuItem }));
export const MenuCheckItem = lazy(async () => ({ default: (await load()).MenuCheckItem }));
export const MenuSeparator = lazy(async () => ({ default: (await load()).MenuSeparator }));

/** A button that opens a menu; `children` are made of the parts above. */
export function Menu({
  trigger,
  children,
  align = 'start',
}: {
  readonly trigger: Trigger;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
}) {
  return (
    <UntilPressed trigger={trigger} opens="menu" load={load}>
      <OpenedMenu trigger={trigger} align={align}>
        {children}
      </OpenedMenu>
    </UntilPressed>
  );
}
