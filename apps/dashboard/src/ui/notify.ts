type Kind = 'success' | 'error';

/** What can be done about it, for as long as it is shown. */
interface Action {
  readonly label: string;
  readonly onClick: () => void;
}

/** A short message in the corner. The library behind it comes when there is something to say. */
export function notify(kind: Kind, message: string, action?: Action): void {
  void import('sonner').then(({ toast }) => toast[kind](message, action ? { action, duration: 10_000 } : {}));
}
