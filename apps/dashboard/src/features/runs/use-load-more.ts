'use client';
import { useEffect } from 'react';

const AHEAD = 15;

/** Asks for the next page shortly before the last loaded row comes into sight. */
export function useLoadMore(lastVisibleIndex: number | undefined, rowCount: number, onLoadMore: () => void): void {
  useEffect(() => {
    if (lastVisibleIndex !== undefined && lastVisibleIndex >= rowCount - AHEAD) onLoadMore();
  }, [lastVisibleIndex, rowCount, onLoadMore]);
}
