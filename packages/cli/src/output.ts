/** Where a command writes. Results go to the standard output, everything else to the standard error. */
export interface Output {
  /** A result: one or more lines, without the last line break. */
  result(text: string): void;
  /** News on the way and what went wrong. */
  message(text: string): void;
  /** A line that replaces the one before it; shown only where somebody watches. */
  progress(text: string): void;
  /** Whether somebody watches: a log file gets a line now and then instead of a bar. */
  readonly isInteractive: boolean;
}

/** The output of the running process. */
export function processOutput(): Output {
  const { stdout, stderr } = process;
  let isLineOpen = false;
  const endLine = () => {
    if (isLineOpen) stderr.write('\n');
    isLineOpen = false;
  };
  return {
    result(text) {
      endLine();
      stdout.write(`${text}\n`);
    },
    message(text) {
      endLine();
      stderr.write(`${text}\n`);
    },
    isInteractive: stderr.isTTY === true,
    progress(text) {
      if (!stderr.isTTY) return;
      stderr.write(`\r\u001b[K${text}`);
      isLineOpen = true;
    },
  };
}
