'use client';
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';

/** What charts and tables of one page share: the place under the pointer, and whose line is looked at. */
export class ChartLink {
  #place: number | null = null;
  #owner: string | null = null;
  readonly #listeners = new Set<() => void>();

  get place(): number | null {
    return this.#place;
  }

  get owner(): string | null {
    return this.#owner;
  }

  setPlace = (place: number | null): void => {
    if (place === this.#place) return;
    this.#place = place;
    this.#tell();
  };

  /** `null`: nobody's line stands out. */
  setOwner = (owner: string | null): void => {
    if (owner === this.#owner) return;
    this.#owner = owner;
    this.#tell();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const LinkContext = createContext<ChartLink | null>(null);

/** Charts inside share their cursor and highlight what is pointed at anywhere inside. */
export function ChartLinkProvider({ children }: { readonly children: ReactNode }) {
  const [link] = useState(() => new ChartLink());
  return <LinkContext value={link}>{children}</LinkContext>;
}

/** The page's link, or one of the chart's own where the page has none. */
export function useChartLink(): ChartLink {
  const [own] = useState(() => new ChartLink());
  return useContext(LinkContext) ?? own;
}

export function useLinkedPlace(link: ChartLink): number | null {
  return useSyncExternalStore(
    link.subscribe,
    () => link.place,
    () => null,
  );
}

export function useLinkedOwner(link: ChartLink): string | null {
  return useSyncExternalStore(
    link.subscribe,
    () => link.owner,
    () => null,
  );
}

/** Whether this owner's lines stand out; asks again only when that changes. */
export function useIsHighlighted(owner: string): boolean {
  const link = useChartLink();
  return useSyncExternalStore(
    link.subscribe,
    () => link.owner === owner,
    () => false,
  );
}

/** Handlers for anything that stands for a run or group: while it is pointed at, its lines stand out everywhere. */
export function useHighlight(owner: string) {
  const link = useChartLink();
  return {
    onPointerEnter: () => link.setOwner(owner),
    onPointerLeave: () => link.setOwner(null),
    onFocus: () => link.setOwner(owner),
    onBlur: () => link.setOwner(null),
  };
}
