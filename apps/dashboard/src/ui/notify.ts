type Kind = 'success' | 'error';

/** A short message in the corner. The library behind it comes when there is something to say. */
export function notify(kind: Kind, message: string): void {
  void import('sonner').then(({ toast }) => toast[kind](message));
}
