'use client';
import { Tabs as Primitive } from 'radix-ui';
import { type ReactNode, Suspense } from 'react';
import { PanelSkeleton } from './skeleton';
import { useCurrentInSight } from './use-current-in-sight';

export interface Tab<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count?: number | null;
  readonly content: ReactNode;
}

/** Tabs whose panels mount when first shown and not before. */
export function Tabs<Value extends string>({
  label,
  value,
  tabs,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly Tab<Value>[];
  readonly onChange: (value: Value) => void;
}) {
  const row = useCurrentInSight<HTMLDivElement>('[data-state=active]', value);
  return (
    <Primitive.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((candidate) => candidate.value === next);
        if (tab) onChange(tab.value);
      }}
    >
      <Primitive.List
        ref={row}
        aria-label={label}
        className="relative -mb-px flex gap-5 overflow-x-auto border-b border-line"
      >
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.value}
            value={tab.value}
            className="flex h-9 items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-ink-soft transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && tab.count !== null && (
              <span className="numeric rounded-sm bg-subtle px-1 text-xs text-ink-faint">{tab.count}</span>
            )}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.value} value={tab.value} className="pt-4 focus-visible:outline-offset-4">
          <Suspense fallback={<PanelSkeleton />}>{tab.content}</Suspense>
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
