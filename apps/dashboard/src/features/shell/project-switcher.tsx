'use client';
import { Check, ChevronsUpDown, FolderOpen } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useApiQuery } from '../../api/use-api-query';
import { ShellProjectsDocument } from '../../generated/graphql';
import { classNames } from '../../ui/class-names';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { Logo } from './logo';

export function ProjectSwitcher({ slug, isCompact = false }: { readonly slug: string; readonly isCompact?: boolean }) {
  const router = useRouter();
  const state = useApiQuery(ShellProjectsDocument, {}, { requestPolicy: 'cache-first' });
  const projects = state.data?.projects ?? [];
  const name = projects.find((project) => project.slug === slug)?.name ?? slug;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Project ${name}. Change project`}
          className={classNames(
            'flex h-9 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-hover',
            !isCompact && 'w-full',
          )}
        >
          {!isCompact && <Logo className="size-6 shrink-0" />}
          <span className="min-w-0 flex-1 truncate text-left font-semibold">{name}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        </button>
      }
    >
      {projects.map((project) => (
        <MenuItem key={project.id} onSelect={() => router.push(`/p/${project.slug}/runs`)}>
          <Check className={project.slug === slug ? 'text-accent' : 'invisible'} />
          {project.name}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => router.push('/?all')}>
        <FolderOpen /> All projects
      </MenuItem>
    </Menu>
  );
}
