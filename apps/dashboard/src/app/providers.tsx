'use client';
import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { Toaster } from 'sonner';
import { ApiProvider } from '../api/provider';

export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <NuqsAdapter>
        <ApiProvider>
          <Tooltip.Provider delayDuration={250}>{children}</Tooltip.Provider>
          <Toaster
            position="bottom-right"
            toastOptions={{
              classNames: {
                toast: '!bg-raised !text-ink !border-line !shadow-pop !rounded-lg !text-base !font-sans',
                description: '!text-ink-soft',
                actionButton: '!bg-accent !text-on-accent',
              },
            }}
          />
        </ApiProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
