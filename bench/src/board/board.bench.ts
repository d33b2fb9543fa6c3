import { performance } from 'node:perf_hooks';
import { rankBoard, scoreInterval } from '@voxboard/evaluation';
import { measureBoardPages } from './board-pages.js';
import { simulatedCounts, simulatedEntries } from './simulated-board.js';

/** Milliseconds of each repetition; the first holds the warm-up of the just-in-time compiler. */
function timed(repetitions: number, work: (repetition: number) => void): number[] {
  return Array.from({ length: repetitions }, (_, repetition) => {
    const start = performance.now();
    work(repetition);
    return performance.now() - start;
  });
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const rounded = (value: number) => Math.round(value * 10) / 10;

const counts = simulatedCounts(0.6, 1);
const bootstrap = timed(7, (seed) => {
  scoreInterval(counts, 'uar', { seed, resamples: 10_000 });
});
const entries = simulatedEntries(5000, 2);
const board = timed(5, () => {
  rankBoard(entries);
});
const entryBoard = timed(3, () => {
  rankBoard(entries, { simultaneous: 'entry' });
});

const pages = await measureBoardPages(5000);

console.log('10,000 resamples of 1,440 predictions (24 speakers, 8 classes), ms:', bootstrap.map(rounded).join(' '));
console.log('ranking of 5,000 stored entries, all intervals at once, ms:', board.map(rounded).join(' '));
console.log('ranking of 5,000 stored entries, each interval by itself, ms:', entryBoard.map(rounded).join(' '));
console.log(
  'first page of 5,000 stored experiments, API over HTTP, ms: median',
  rounded(median(pages.first)),
  'max',
  rounded(Math.max(...pages.first)),
  '· next pages: median',
  rounded(median(pages.next)),
);
console.log(
  'the same, first time of all (ranks them):',
  rounded(pages.coldMs),
  '· just after a result came in:',
  rounded(pages.staleMs),
);
console.log(
  JSON.stringify({
    bootstrap_ms: rounded(median(bootstrap)),
    bootstrap_cold_ms: rounded(bootstrap[0] ?? Number.NaN),
    board_5000_ms: rounded(median(pages.first)),
    board_5000_max_ms: rounded(Math.max(...pages.first)),
    board_5000_cold_ms: rounded(pages.coldMs),
    board_5000_stale_ms: rounded(pages.staleMs),
    ranking_5000_ms: rounded(median(board)),
    ranking_5000_entry_ms: rounded(median(entryBoard)),
  }),
);
