/** What changed since it was last looked at: the ids, or `all` when that is not known. */
export type Changes = ReadonlySet<string> | 'all';

/** Collects ids of changed things for one reader. However many notices come in between, the reader reads once. */
export class ChangeInbox {
  #changed = new Set<string>();
  #isAllChanged = false;
  #isClosed = false;
  #wake: (() => void) | null = null;

  constructor(private readonly onClose: () => void) {}

  get isClosed(): boolean {
    return this.#isClosed;
  }

  put(id: string): void {
    this.#changed.add(id);
    this.#wakeUp();
  }

  putAll(): void {
    this.#isAllChanged = true;
    this.#wakeUp();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.onClose();
    this.#wakeUp();
  }

  /** Resolves when something has changed; null when the inbox is closed. One reader at a time. */
  async next(): Promise<Changes | null> {
    while (!this.#isClosed && !this.#isAllChanged && this.#changed.size === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#isClosed) return null;
    const changes = this.#isAllChanged ? 'all' : this.#changed;
    this.#isAllChanged = false;
    this.#changed = new Set();
    return changes;
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
