'use client';
import { ChevronRight } from 'lucide-react';
import { CopyButton } from '../../ui/copy-button';

export type ConfigNode = readonly [name: string, value: unknown];

/** Whether a name or value in it has the text; everything fits an empty one. */
export function fitsSearch([name, value]: ConfigNode, needle: string): boolean {
  if (needle === '' || name.toLowerCase().includes(needle)) return true;
  const children = entriesOf(value);
  if (children === null) return textOf(value).toLowerCase().includes(needle);
  return children.some((child) => fitsSearch(child, needle));
}

/** Nested settings that open and close; a search leaves the branches that fit, open. */
export function ConfigTree({ nodes, search }: { readonly nodes: readonly ConfigNode[]; readonly search: string }) {
  const needle = search.trim().toLowerCase();
  const shown = nodes.filter((node) => fitsSearch(node, needle));
  return (
    <ul className="flex flex-col">
      {shown.map((node) => (
        <li key={node[0]}>
          <Branch node={node} search={search} />
        </li>
      ))}
    </ul>
  );
}

function Branch({ node: [name, value], search }: { readonly node: ConfigNode; readonly search: string }) {
  const children = entriesOf(value);
  if (children === null) {
    const text = textOf(value);
    return (
      <div className="group/leaf flex min-h-8 items-center gap-3 border-b border-line py-0.5 pr-2 pl-5 hover:bg-subtle">
        <span className="min-w-0 flex-1 break-words text-ink-soft">{name}</span>
        <span className="min-w-0 flex-1 font-mono text-sm break-all">
          {value === null ? <span className="text-ink-faint">none</span> : text}
        </span>
        <CopyButton label={`Copy ${name}`} text={text} />
      </div>
    );
  }
  const isSearching = search.trim() !== '';
  const isOwnMatch = name.toLowerCase().includes(search.trim().toLowerCase());
  return (
    <details open={isSearching || children.length <= 12} className="group/branch">
      <summary className="flex min-h-8 items-center gap-1.5 border-b border-line font-medium select-none hover:bg-subtle">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/branch:rotate-90" />
        {name} <span className="text-sm font-normal text-ink-faint">{children.length}</span>
      </summary>
      <div className="pl-4">
        <ConfigTree nodes={children} search={isOwnMatch ? '' : search} />
      </div>
    </details>
  );
}

/** null for what has no parts of its own; lists of plain values stay in one piece. */
export function entriesOf(value: unknown): ConfigNode[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    return value.some((one) => typeof one === 'object' && one !== null)
      ? value.map((one, at) => [String(at), one] as const)
      : null;
  }
  const entries = Object.entries(value);
  return entries.length === 0 ? null : entries.sort(([a], [b]) => a.localeCompare(b));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
