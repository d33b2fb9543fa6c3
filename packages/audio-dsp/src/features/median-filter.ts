import { inWorkspace, type Workspace } from '../kernels/workspace.js';

/**
 * Running median of `width` (odd) values along a line, mirrored at the ends (… b a | a b c … | c b …), as
 * `scipy.ndimage.median_filter(mode='reflect')`.
 * @throws RangeError for an even width
 */
export function medianFilter(line: Float64Array, width: number): Float64Array {
  if (!Number.isInteger(width) || width < 1 || width % 2 === 0) throw new RangeError(`width must be odd, got ${width}`);
  if (line.length === 0) return new Float64Array(0);
  return inWorkspace((workspace) => {
    const source = workspace.put(line);
    const target = workspace.allocate(line.length);
    medianFilterIn(workspace, source, target, 1, line.length, width, 1);
    return workspace.view(target, line.length).slice();
  });
}

/** Lines filtered at a time. Columns are gathered side by side: walking down one alone would miss the cache. */
const LINES_AT_ONCE = 8;

/**
 * Filters a matrix of `rows` × `columns` in the workspace.
 * @param direction 1: along its rows; 0: down its columns
 */
export function medianFilterIn(
  workspace: Workspace,
  source: number,
  target: number,
  rows: number,
  columns: number,
  width: number,
  direction: 0 | 1,
): void {
  const [lineTotal, count] = direction === 1 ? [rows, columns] : [columns, rows];
  const [lineStep, stride] = direction === 1 ? [columns, 1] : [1, columns];
  const length = count + width - 1;
  const half = (width - 1) / 2;
  const { top } = workspace;
  const lines = workspace.allocate(LINES_AT_ONCE * length);
  const medians = workspace.allocate(LINES_AT_ONCE * count);
  const sorted = workspace.allocate(width + 3);
  const values = workspace.view(source, rows * columns);
  const filtered = workspace.view(target, rows * columns);
  const padded = workspace.view(lines, LINES_AT_ONCE * length);
  const results = workspace.view(medians, LINES_AT_ONCE * count);
  for (let first = 0; first < lineTotal; first += LINES_AT_ONCE) {
    const lineCount = Math.min(LINES_AT_ONCE, lineTotal - first);
    for (let i = -half; i < count + half; i++) {
      const at = first * lineStep + mirror(i, count) * stride;
      for (let line = 0; line < lineCount; line++) padded[line * length + half + i] = values[at + line * lineStep];
    }
    workspace.kernels.runningMedians(lines, lineCount, count, width, sorted, medians);
    for (let i = 0; i < count; i++) {
      const at = first * lineStep + i * stride;
      for (let line = 0; line < lineCount; line++) filtered[at + line * lineStep] = results[line * count + i];
    }
  }
  workspace.release(top);
}

/** Index of the value that a mirrored line of `count` values has at `index`. */
function mirror(index: number, count: number): number {
  if (index >= 0 && index < count) return index;
  const period = 2 * count;
  const inPeriod = ((index % period) + period) % period;
  return inPeriod < count ? inPeriod : period - 1 - inPeriod;
}
