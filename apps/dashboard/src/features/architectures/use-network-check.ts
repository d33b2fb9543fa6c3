'use client';
import type { NetworkDescription } from '@voxboard/domain';
import { useEffect, useState } from 'react';
import { lineOfPath, syntaxError } from './json-place';

export type NetworkCheck =
  | { readonly status: 'checking' }
  | { readonly status: 'wrong'; readonly message: string; readonly line: number | null }
  | { readonly status: 'right'; readonly network: NetworkDescription };

/** What the text of an editor would build, or where it is wrong. The rules are loaded when they are first needed. */
export function useNetworkCheck(text: string): NetworkCheck {
  const [check, setCheck] = useState<NetworkCheck>({ status: 'checking' });
  useEffect(() => {
    let isCurrent = true;
    void checkText(text).then((result) => {
      if (isCurrent) setCheck(result);
    });
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return check;
}

async function checkText(text: string): Promise<NetworkCheck> {
  const syntax = syntaxError(text);
  if (syntax !== null) return { status: 'wrong', ...syntax };
  const { describeNetwork, InvalidArchitectureError, isJsonObject } = await import('@voxboard/domain');
  const json: unknown = JSON.parse(text);
  if (!isJsonObject(json)) return { status: 'wrong', message: 'The text must be a JSON object: a model.', line: 1 };
  try {
    return { status: 'right', network: describeNetwork(json) };
  } catch (error) {
    if (!(error instanceof InvalidArchitectureError)) throw error;
    // The path begins with "layersJson": the text itself.
    return { status: 'wrong', message: error.message, line: lineOfPath(text, error.path.slice(1)) };
  }
}
