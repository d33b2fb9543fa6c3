'use client';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useLive } from '../../api/use-live';
import { type LogRowFragment, RunLogAppendedDocument, RunLogDocument } from '../../generated/graphql';
import { addLines } from './log-lines';

const PAGE_SIZE = 500;
const MAX_PAGES = 40;

/** The run's log so far, then its new lines as they come. */
export function useRunLog(
  runId: string,
  isLive: boolean,
): { readonly lines: readonly LogRowFragment[]; readonly isLoading: boolean } {
  const client = useClient();
  const [lines, setLines] = useState<readonly LogRowFragment[]>([]);
  const [loadedUpTo, setLoadedUpTo] = useState<number | null>(null);
  useEffect(() => {
    let isGone = false;
    const load = async () => {
      let last = 0;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const variables = { id: runId, afterNumber: last, first: PAGE_SIZE };
        const { data } = await client.query(RunLogDocument, variables, { requestPolicy: 'network-only' }).toPromise();
        if (isGone) return;
        const arrived = data?.run?.log ?? [];
        last = arrived.at(-1)?.number ?? last;
        setLines((known) => addLines(known, arrived));
        if (arrived.length < PAGE_SIZE) break;
      }
      setLoadedUpTo(last);
    };
    setLines([]);
    setLoadedUpTo(null);
    void load();
    return () => {
      isGone = true;
    };
  }, [client, runId]);
  useLive(
    RunLogAppendedDocument,
    { runId, afterNumber: loadedUpTo ?? 0 },
    ({ runLogAppended }) => setLines((known) => addLines(known, runLogAppended)),
    { isPaused: !isLive || loadedUpTo === null },
  );
  return { lines, isLoading: loadedUpTo === null };
}
