'use client';
import { type LucideIcon, Rocket } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { LinkButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { PageLink } from '../../ui/page-link';
import { useCurrentInSight } from '../../ui/use-current-in-sight';
import { CommandPalette } from './command-palette';
import { ConnectionBanner } from './connection-banner';
import { Logo } from './logo';
import { ProjectSwitcher } from './project-switcher';
import { RunEventsProvider } from './run-events';
import { SECTIONS } from './sections';
import { ShortcutKeys } from './shortcut-keys';
import { StatusStrip } from './status-strip';
import { ThemeToggle } from './theme-toggle';
import { UserMenu } from './user-menu';

const IN_NAV = SECTIONS.filter(({ isInNav }) => isInNav);

/** The frame of a project's pages: navigation, who works, and the page itself. */
export function Shell({ slug, children }: { readonly slug: string; readonly children: ReactNode }) {
  return (
    <RunEventsProvider slug={slug}>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <ShortcutKeys slug={slug} />
      <div className="min-h-dvh lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
        <Sidebar slug={slug} />
        <div className="flex min-w-0 flex-col pb-16 lg:pb-0">
          <TopBar slug={slug} />
          <ConnectionBanner />
          <main id="content" className="mx-auto w-full max-w-[100rem] min-w-0 flex-1 px-4 pt-4 pb-8 lg:px-6 lg:pt-5">
            {children}
          </main>
        </div>
        <BottomBar slug={slug} />
      </div>
    </RunEventsProvider>
  );
}

function Sidebar({ slug }: { readonly slug: string }) {
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-line bg-canvas px-3 py-3 lg:flex print:hidden">
      <ProjectSwitcher slug={slug} />
      <LinkButton href={`/p/${slug}/launch`} variant="primary" className="w-full">
        <Rocket aria-hidden /> Launch
      </LinkButton>
      <nav aria-label="Project" className="flex flex-col gap-0.5">
        {IN_NAV.map(({ path, label, icon }) => (
          <SectionLink key={path} slug={slug} path={path} label={label} icon={icon} />
        ))}
        <CommandPalette slug={slug} />
      </nav>
      <div className="mt-auto flex flex-col gap-2">
        <StatusStrip />
        <div className="flex items-center justify-between border-t border-line pt-2 pl-1">
          <a href="/graphql" className="text-sm text-ink-faint hover:text-ink">
            GraphQL API
          </a>
          <span className="flex items-center">
            <ThemeToggle />
            <UserMenu />
          </span>
        </div>
      </div>
    </aside>
  );
}

function TopBar({ slug }: { readonly slug: string }) {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-line bg-canvas/90 px-3 backdrop-blur lg:hidden print:hidden">
      <Link href="/" aria-label="All projects">
        <Logo className="size-6" />
      </Link>
      <ProjectSwitcher slug={slug} isCompact />
      <span className="ml-auto flex items-center gap-1">
        <ThemeToggle />
        <UserMenu />
      </span>
    </header>
  );
}

function BottomBar({ slug }: { readonly slug: string }) {
  const row = useCurrentInSight<HTMLElement>('[aria-current=page]', usePathname());
  return (
    <nav
      ref={row}
      aria-label="Project"
      className="fixed inset-x-0 bottom-0 z-20 flex overflow-x-auto border-t [&>a]:min-w-[4.45rem] [&>a]:flex-1 border-line bg-canvas/95 pb-[env(safe-area-inset-bottom)] backdrop-blur lg:hidden print:hidden"
    >
      {[...IN_NAV, { path: 'launch', label: 'Launch', icon: Rocket }].map(({ path, label, icon }) => (
        <SectionLink key={path} slug={slug} isStacked path={path} label={label} icon={icon} />
      ))}
    </nav>
  );
}

function SectionLink({
  slug,
  path,
  label,
  icon: Icon,
  isStacked = false,
}: {
  readonly slug: string;
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isStacked?: boolean;
}) {
  const pathname = usePathname();
  const href = `/p/${slug}/${path}`;
  const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
  return (
    <PageLink
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'flex items-center rounded-md transition-colors [&_svg]:size-4',
        isStacked ? 'h-14 flex-col justify-center gap-1 text-xs' : 'h-8 gap-2.5 px-2.5',
        isCurrent ? 'font-medium text-ink' : 'text-ink-soft hover:text-ink',
        !isStacked && (isCurrent ? 'bg-hover' : 'hover:bg-subtle'),
        isStacked && isCurrent && '[&_svg]:text-accent',
      )}
    >
      <Icon aria-hidden />
      {label}
    </PageLink>
  );
}
