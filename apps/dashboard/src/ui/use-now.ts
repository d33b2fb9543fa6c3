'use client';
import { useEffect, useState } from 'react';

/** The time, anew every `intervalMs`; the only clock that pages read. */
export function useNow(intervalMs = 1000): number {
  const [now, setNow] = useState(readClock);
  useEffect(() => {
    const timer = setInterval(() => setNow(readClock()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}

function readClock(): number {
  return Date.now();
}
