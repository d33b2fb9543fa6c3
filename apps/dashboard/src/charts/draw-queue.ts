/**
 * Draws one chart a task: all charts of a page at once would hold up whoever scrolls or types meanwhile. What waits for a
 * canvas is replaced by what is to be drawn there later.
 */
export class DrawQueue {
  readonly #waiting = new Map<object, () => void>();
  #isRunning = false;

  /** @param schedule runs a task soon, after others had their turn */
  constructor(private readonly schedule: (task: () => void) => void) {}

  /** Draws onto a canvas when its turn has come; calling what is returned calls it off. */
  add(canvas: object, draw: () => void): () => void {
    this.#waiting.set(canvas, draw);
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.schedule(this.#next);
    }
    return () => {
      if (this.#waiting.get(canvas) === draw) this.#waiting.delete(canvas);
    };
  }

  readonly #next = (): void => {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#isRunning = false;
      return;
    }
    const [canvas, draw] = first;
    this.#waiting.delete(canvas);
    // Before drawing: a drawing that fails must not stop the others.
    this.schedule(this.#next);
    draw();
  };
}

/** The page's own. */
export const drawQueue = new DrawQueue((task) => setTimeout(task));
