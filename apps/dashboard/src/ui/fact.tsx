import type { ReactNode } from 'react';

/** A name and a value in a line of them; belongs in a `dl`. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <dt className="text-sm text-ink-faint">{name}</dt>
      <dd className="numeric flex min-w-0 items-center">{children}</dd>
    </div>
  );
}
