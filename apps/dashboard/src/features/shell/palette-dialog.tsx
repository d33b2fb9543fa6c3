'use client';
import { Command } from 'cmdk';
import { FlaskConical, FolderOpen, KeyRound, List, type LucideIcon, SunMoon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { PaletteSearchDocument, ShellProjectsDocument } from '../../generated/graphql';
import { runLabel } from '../runs/run-facts';
import { SECTIONS } from './sections';

const GROUP =
  'pb-1 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-faint';
/** Shorter texts would find everything. */
const MIN_SEARCH = 2;
const MAX_PROJECTS = 6;

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** Everything that can be gone to or done, found by typing. */
export function PaletteDialog({ slug, onClose }: { readonly slug: string; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const groups = usePaletteGroups(slug, text);
  return (
    <Command.Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      label="Search pages, experiments, runs and projects"
      shouldFilter={false}
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="fixed top-[14vh] left-1/2 z-50 w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-pop"
    >
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder="Search, or go to a page"
        className="h-12 w-full border-b border-line bg-transparent px-4 text-md outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-ink-faint">
          Nothing found. Names of experiments, runs, projects and pages are searched.
        </Command.Empty>
        {groups
          .filter(({ entries }) => entries.length > 0)
          .map(({ heading, entries }) => (
            <Command.Group key={heading} heading={heading} className={GROUP}>
              {entries.map((entry) => (
                <Item key={entry.id} entry={entry} onDone={onClose}>
                  {entry.label}
                </Item>
              ))}
            </Command.Group>
          ))}
      </Command.List>
    </Command.Dialog>
  );
}

function Item({
  entry: { id, icon: Icon, run },
  onDone,
  children,
}: {
  readonly entry: Entry;
  readonly onDone: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Command.Item
      value={id}
      onSelect={() => {
        onDone();
        run();
      }}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-ink-soft data-[selected=true]:bg-hover data-[selected=true]:text-ink [&_svg]:size-4 [&_svg]:shrink-0"
    >
      <Icon aria-hidden />
      <span className="truncate">{children}</span>
    </Command.Item>
  );
}

function usePaletteGroups(slug: string, text: string): readonly { heading: string; entries: readonly Entry[] }[] {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const search = useDeferredValue(text.trim());
  const found = useApiQuery(
    PaletteSearchDocument,
    { slug, text: search },
    { isPaused: search.length < MIN_SEARCH, requestPolicy: 'cache-first' },
  ).data?.project;
  const projects = useApiQuery(ShellProjectsDocument, {}, { requestPolicy: 'cache-first' }).data?.projects ?? [];
  const isFound = search.length >= MIN_SEARCH && found != null;
  const fits = ({ label }: Entry) => label.toLowerCase().includes(text.trim().toLowerCase());
  const to = (path: string) => () => router.push(path);
  return [
    {
      heading: 'Experiments',
      entries: (isFound ? found.experiments.nodes : []).map(({ id, name }) => ({
        id,
        label: name,
        icon: FlaskConical,
        run: to(`/p/${slug}/experiments/${id}`),
      })),
    },
    {
      heading: 'Runs',
      entries: (isFound ? found.runs.nodes : []).map((run) => ({
        id: run.id,
        label: runLabel(run),
        icon: List,
        run: to(`/p/${slug}/runs/${run.id}`),
      })),
    },
    {
      heading: 'Pages',
      entries: SECTIONS.map(({ path, label, icon }) => ({
        id: path,
        label,
        icon,
        run: to(`/p/${slug}/${path}`),
      })).filter(fits),
    },
    {
      heading: 'Projects',
      entries: projects
        .filter((project) => project.slug !== slug)
        .map((project) => ({
          id: project.id,
          label: project.name,
          icon: FolderOpen,
          run: to(`/p/${project.slug}/runs`),
        }))
        .filter(fits)
        .slice(0, MAX_PROJECTS),
    },
    {
      heading: 'Commands',
      entries: [
        { id: 'tokens', label: 'Make an API token', icon: KeyRound, run: to('/settings') },
        { id: 'projects', label: 'All projects', icon: FolderOpen, run: to('/?all') },
        {
          id: 'theme',
          label: 'Toggle theme: light or dark',
          icon: SunMoon,
          run: () => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark'),
        },
      ].filter(fits),
    },
  ];
}
