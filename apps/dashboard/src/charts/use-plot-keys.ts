'use client';
import { type KeyboardEvent, useState } from 'react';
import { readAloud } from './describe-series';
import { neighbourPlace, type PreparedSeries, type Zoom } from './prepare-series';
import { rangeBetween, zoomAround } from './zoom-range';

const FAR = 10;

/** Reading and zooming a chart without a pointer. `spoken` is what a live region says. */
export function usePlotKeys({
  prepared,
  place,
  all,
  setPlace,
  setOwner,
  setSelection,
  onZoom,
}: {
  readonly prepared: PreparedSeries;
  readonly place: number | null;
  /** All there is of the axis. */
  readonly all: Zoom;
  readonly setPlace: (place: number | null) => void;
  readonly setOwner: (owner: string | null) => void;
  readonly setSelection: (selection: Zoom | null) => void;
  readonly onZoom: ((zoom: Zoom | null) => void) | undefined;
}) {
  const [spoken, setSpoken] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [from, to] = prepared.x.domain;
  const goTo = (next: number, isSelecting: boolean) => {
    const held = Math.min(to, Math.max(from, next));
    setPlace(held);
    const start = isSelecting ? (anchor ?? place ?? held) : null;
    setAnchor(start);
    setSelection(start === null ? null : [Math.min(start, held), Math.max(start, held)]);
    const reading = readAloud(prepared, held, chosen);
    setSpoken(start === null ? reading : `${reading} Selected; Enter zooms in.`);
  };
  const walk = (direction: 1 | -1, count: number) => {
    let at = place ?? (direction > 0 ? from - 1e-9 : to + 1e-9);
    for (let step = 0; step < count; step += 1) at = neighbourPlace(prepared.lines, at, direction) ?? at;
    return at;
  };
  const choose = (direction: 1 | -1) => {
    const { lines } = prepared;
    const index = lines.findIndex(({ id }) => id === chosen) + direction;
    const line = lines[index < -1 ? lines.length - 1 : index];
    setChosen(line?.id ?? null);
    setOwner(line?.owner ?? null);
    setSpoken(line ? readAloud(prepared, place ?? to, line.id) : 'All lines.');
  };
  const zoom = (next: Zoom | null, said: string) => {
    setAnchor(null);
    setSelection(null);
    onZoom?.(next);
    setSpoken(said);
  };
  const middle = (from + to) / 2;
  /** Whether the key means something here. */
  const press = (key: string, isShifted: boolean): boolean => {
    switch (key) {
      case 'ArrowRight':
      case 'ArrowLeft':
        goTo(walk(key === 'ArrowRight' ? 1 : -1, 1), isShifted);
        return true;
      case 'PageDown':
      case 'PageUp':
        goTo(walk(key === 'PageDown' ? 1 : -1, FAR), isShifted);
        return true;
      case 'Home':
      case 'End':
        goTo(key === 'Home' ? from : to, isShifted);
        return true;
      case 'ArrowDown':
      case 'ArrowUp':
        choose(key === 'ArrowDown' ? 1 : -1);
        return true;
      case '+':
      case '=':
        zoom(zoomAround(prepared, place ?? middle, 0.5, all), 'Zoomed in.');
        return true;
      case '-':
        zoom(zoomAround(prepared, place ?? middle, 2, all), 'Zoomed out.');
        return true;
      case '0':
        zoom(null, 'All of it is shown.');
        return true;
      case 'Enter':
        zoomToSelection();
        return true;
      case 'Escape':
        setPlace(null);
        setAnchor(null);
        setSelection(null);
        return true;
      default:
        return false;
    }
  };
  const zoomToSelection = () => {
    const range = anchor === null || place === null ? null : rangeBetween(prepared, anchor, place);
    if (range !== null) zoom(range, 'Zoomed in.');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(event.key, event.shiftKey)) event.preventDefault();
  };
  return { onKeyDown, spoken };
}
