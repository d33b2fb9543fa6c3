'use client';
import { type ReactNode, useState } from 'react';
import { Provider } from 'urql';
import { createApiClient } from './client';

export function ApiProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createApiClient);
  return <Provider value={client}>{children}</Provider>;
}
