'use client';
import { useState } from 'react';
import { type Client, useClient } from 'urql';
import { RunLogDocument } from '../../generated/graphql';
import { notify } from '../../ui/notify';

const PAGE_SIZE = 10_000;

/** The whole log as a file, also the lines that the page let go. */
export function useDownloadLog(runId: string) {
  const client = useClient();
  const [isBusy, setIsBusy] = useState(false);
  const download = async () => {
    setIsBusy(true);
    const lines = await readAll(client, runId);
    setIsBusy(false);
    if (lines === null) return notify('error', 'The log could not be read. Try again when the API answers.');
    const url = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${runId}.log`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return { download, isBusy };
}

async function readAll(client: Client, runId: string): Promise<string[] | null> {
  const lines: string[] = [];
  for (let afterNumber = 0; ; ) {
    const variables = { id: runId, afterNumber, first: PAGE_SIZE };
    const { data } = await client.query(RunLogDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    const page = data?.run?.log;
    if (!page) return null;
    lines.push(...page.map(({ line }) => line));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_SIZE) return lines;
    afterNumber = last.number;
  }
}
