'use client';
import { Command } from 'cmdk';
import { Database, LayoutTemplate, List, Rocket, Trophy } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { useDeferredValue, useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { RunsPageDocument } from '../../generated/graphql';
import { runLabel } from '../runs/run-facts';

const ITEM =
  'flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-ink-soft data-[selected=true]:bg-hover data-[selected=true]:text-ink [&_svg]:size-4';

const PAGES = [
  { path: 'runs', label: 'Runs', icon: List },
  { path: 'leaderboard', label: 'Leaderboard', icon: Trophy },
  { path: 'data', label: 'Data', icon: Database },
  { path: 'launch', label: 'Launch an experiment', icon: Rocket },
  { path: 'templates', label: 'Templates', icon: LayoutTemplate },
] as const;

export function PaletteDialog({ slug, onClose }: { readonly slug: string; readonly onClose: () => void }) {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const runs = useApiQuery(
    RunsPageDocument,
    { slug, first: 8, after: null, filter: { text: search }, orderBy: null },
    { isPaused: search.length < 2, requestPolicy: 'cache-first' },
  );
  const go = (path: string) => {
    onClose();
    router.push(`/p/${slug}/${path}`);
  };
  const found = search.length < 2 ? [] : (runs.data?.project?.runs.nodes ?? []);
  const pages = PAGES.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <Command.Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      label="Search pages and runs"
      shouldFilter={false}
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="fixed top-[14vh] left-1/2 z-50 w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-pop"
    >
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder="Search runs or go to a page"
        className="h-12 w-full border-b border-line bg-transparent px-4 text-md outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-ink-faint">Nothing found.</Command.Empty>
        {found.length > 0 && (
          <Command.Group
            heading="Runs"
            className="pb-1 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-faint"
          >
            {found.map((run) => (
              <Command.Item key={run.id} value={run.id} onSelect={() => go(`runs/${run.id}`)} className={ITEM}>
                <List aria-hidden />
                <span className="truncate">{runLabel(run)}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {pages.map(({ path, label, icon: Icon }) => (
          <Command.Item key={path} value={path} onSelect={() => go(path)} className={ITEM}>
            <Icon aria-hidden />
            {label}
          </Command.Item>
        ))}
        {'toggle theme'.includes(text.trim().toLowerCase()) && (
          <Command.Item
            value="theme"
            className={ITEM}
            onSelect={() => {
              setTheme(resolvedTheme === 'dark' ? 'light' : 'dark');
              onClose();
            }}
          >
            <span aria-hidden className="size-4 text-center">
              ◐
            </span>
            Toggle theme
          </Command.Item>
        )}
      </Command.List>
    </Command.Dialog>
  );
}
