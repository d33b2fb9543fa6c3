/**
 * A fused operation keeps its forward pass in one place: a second forward pass before the backward pass of the first
 * would be differentiated instead of it.
 */
export class PendingForward {
  #ticket = 0;

  /** @returns what the backward pass has to show */
  open(): number {
    return ++this.#ticket;
  }

  /** @throws Error when another forward pass came in between */
  close(ticket: number): void {
    if (ticket !== this.#ticket) throw new Error('another forward pass ran before this one was differentiated');
  }
}
