'use client';
import { ErrorPage } from '../../../features/shell';

export default function PageError({ error, reset }: { readonly error: Error; readonly reset: () => void }) {
  return <ErrorPage error={error} onRetry={reset} />;
}
