'use client';
import { ArrowDown, Download, ScrollText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { LogRowFragment, RunStatus } from '../../generated/graphql';
import { Button, IconButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { CopyButton } from '../../ui/copy-button';
import { EmptyState } from '../../ui/empty-state';
import { Input } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { ScrollBox } from '../../ui/scroll-box';
import { Skeleton } from '../../ui/skeleton';
import { useDownloadLog } from './use-download-log';
import { useRunLog } from './use-run-log';

const NEAR_END_PX = 24;

/** The log, its end in view for as long as nobody scrolls away from it. */
export function RunLog({ runId, status }: { readonly runId: string; readonly status: RunStatus }) {
  const isLive = status === 'RUNNING' || status === 'QUEUED';
  const { lines, isLoading } = useRunLog(runId, isLive);
  const [search, setSearch] = useState('');
  const { download, isBusy } = useDownloadLog(runId);
  if (isLoading && lines.length === 0) return <Skeleton className="h-72 w-full" />;
  if (lines.length === 0) {
    return (
      <EmptyState icon={ScrollText} title="The log is empty">
        {isLive ? 'Lines appear here as the worker writes them.' : 'Nothing was written.'}
      </EmptyState>
    );
  }
  const needle = search.trim().toLowerCase();
  const shown = needle === '' ? lines : lines.filter(({ line }) => line.toLowerCase().includes(needle));
  return (
    <Panel
      title="Log"
      hint={needle === '' ? (isLive ? 'live' : null) : `${shown.length} of ${lines.length} lines`}
      bodyClassName=""
      actions={
        <>
          <Input
            type="search"
            aria-label="Search the log"
            placeholder="Search"
            className="!w-44"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <IconButton label="Download the whole log" disabled={isBusy} onClick={() => void download()}>
            <Download />
          </IconButton>
          <CopyButton label="Copy the log" text={lines.map(({ line }) => line).join('\n')} />
        </>
      }
    >
      <LogTail lines={shown} />
    </Panel>
  );
}

function LogTail({ lines }: { readonly lines: readonly LogRowFragment[] }) {
  const box = useRef<HTMLElement>(null);
  const [isFollowing, setIsFollowing] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines are what moves the end
  useEffect(() => {
    if (isFollowing) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines, isFollowing]);
  useEffect(() => {
    const element = box.current;
    const onScroll = () => {
      if (element) setIsFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX);
    };
    element?.addEventListener('scroll', onScroll, { passive: true });
    return () => element?.removeEventListener('scroll', onScroll);
  }, []);
  return (
    <div className="relative">
      <ScrollBox boxRef={box} label="Log lines" className="max-h-[65vh] overflow-auto py-2">
        <ol className="font-mono text-sm">
          {lines.map(({ number, line }) => (
            <li
              key={number}
              className={classNames('flex gap-4 px-4 hover:bg-subtle', /\berror\b/i.test(line) && 'text-bad')}
            >
              <span aria-hidden className="numeric w-10 shrink-0 text-right text-ink-faint select-none">
                {number}
              </span>
              <span className="whitespace-pre-wrap break-all">{line}</span>
            </li>
          ))}
        </ol>
      </ScrollBox>
      {!isFollowing && (
        <Button size="sm" className="absolute right-4 bottom-3 shadow-pop" onClick={() => setIsFollowing(true)}>
          <ArrowDown aria-hidden /> To the end
        </Button>
      )}
    </div>
  );
}
