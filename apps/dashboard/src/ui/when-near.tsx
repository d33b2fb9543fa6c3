'use client';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { PanelSkeleton } from './skeleton';

/**
 * What is far below the window is made when it comes near, so that it does not delay what is seen first; what is loaded
 * only then has the same place held for it.
 */
export function WhenNear({ isOn, children }: { readonly isOn: boolean; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (!isOn || box.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setIsNear(true);
      },
      { rootMargin: '300px' },
    );
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [isOn]);
  const held = <PanelSkeleton className="h-96" />;
  if (!isOn || isNear) return <Suspense fallback={held}>{children}</Suspense>;
  return <div ref={box}>{held}</div>;
}
