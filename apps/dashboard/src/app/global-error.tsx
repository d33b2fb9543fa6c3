'use client';
import './globals.css';
import { ErrorPage } from '../features/shell';

export default function GlobalError({ error, reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <ErrorPage error={error} onRetry={reset} />
      </body>
    </html>
  );
}
