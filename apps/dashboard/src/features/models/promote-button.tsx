'use client';
import { AudioLines, PackagePlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button, LinkButton } from '../../ui/button';

const PromoteDialog = dynamic(() => import('./promote-dialog').then((module) => module.PromoteDialog), { ssr: false });

/** What can be done with a finished run's model: try it, and register it under a name. */
export function PromoteButton({
  slug,
  run,
}: {
  readonly slug: string;
  readonly run: { readonly id: string; readonly status: string };
}) {
  const [isOpen, setIsOpen] = useState(false);
  if (run.status !== 'FINISHED') return null;
  return (
    <>
      <LinkButton href={`/p/${slug}/runs/${run.id}/try`} prefetch={false}>
        <AudioLines aria-hidden /> Try it
      </LinkButton>
      <Button onClick={() => setIsOpen(true)}>
        <PackagePlus aria-hidden /> Promote
      </Button>
      {isOpen && <PromoteDialog slug={slug} runId={run.id} onClose={() => setIsOpen(false)} />}
    </>
  );
}
