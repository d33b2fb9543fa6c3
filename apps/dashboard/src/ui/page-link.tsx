'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/**
 * A link whose page is fetched when somebody points at it or focuses it. Fetching every page that is in sight, as Next
 * does, keeps server and browser from the page that was opened.
 */
export function PageLink(props: ComponentProps<typeof Link>) {
  const router = useRouter();
  const fetchAhead = () => router.prefetch(typeof props.href === 'string' ? props.href : (props.href.pathname ?? ''));
  return <Link {...props} prefetch={false} onPointerEnter={fetchAhead} onFocus={fetchAhead} />;
}
