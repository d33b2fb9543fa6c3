'use client';
import dynamic from 'next/dynamic';

const Toaster = dynamic(() => import('sonner').then((module) => module.Toaster), { ssr: false });

/** Where messages of `notify` appear. */
export function Notifications() {
  return (
    <Toaster
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: '!bg-raised !text-ink !border-line !shadow-pop !rounded-lg !text-base !font-sans',
          description: '!text-ink-soft',
        },
      }}
    />
  );
}
