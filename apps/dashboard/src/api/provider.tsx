'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { Provider } from 'urql';
import { createApiClient } from './client';
import { watchNetwork } from './connection';

export function ApiProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createApiClient);
  useEffect(watchNetwork, []);
  return <Provider value={client}>{children}</Provider>;
}
