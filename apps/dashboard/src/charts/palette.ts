export const PALETTE_SIZE = 8;

/** The CSS colour of a palette slot, right for the theme that is on. */
export function slotColor(slot: number): string {
  return `var(--series-${(slot % PALETTE_SIZE) + 1})`;
}

/**
 * A palette slot for each id. Each id has a favourite slot of its own and takes the next free one where an earlier id
 * has it: adding ids never recolours those before them, and removing one rarely recolours another.
 */
export function assignColors(ids: readonly string[]): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  let taken = new Set<number>();
  for (const id of new Set(ids)) {
    if (taken.size === PALETTE_SIZE) taken = new Set();
    let slot = hash(id) % PALETTE_SIZE;
    while (taken.has(slot)) slot = (slot + 1) % PALETTE_SIZE;
    taken.add(slot);
    slots.set(id, slot);
  }
  return slots;
}

/** FNV-1a with a final mix: ids made one after the other differ in their last characters only. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state ^ (state >>> 13)) >>> 0;
}

/** The colour of a run wherever it stands alone: it depends on the id and on nothing else. */
export function runColor(id: string): string {
  return slotColor(hash(id));
}
