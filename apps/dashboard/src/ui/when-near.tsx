'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PanelSkeleton } from './skeleton';

/** What is far below the window is made when it comes near, so that it does not delay what is seen first. */
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
  if (!isOn || isNear) return children;
  return (
    <div ref={box}>
      <PanelSkeleton className="h-96" />
    </div>
  );
}
