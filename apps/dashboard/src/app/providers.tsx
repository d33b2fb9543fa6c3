'use client';
import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { ApiProvider } from '../api/provider';
import { Notifications } from '../ui/toaster';

export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <NuqsAdapter>
        <ApiProvider>
          {children}
          <Notifications />
        </ApiProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
