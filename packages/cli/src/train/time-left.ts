const BAR_WIDTH = 24;

/** A bar of how much is done, with the time that is left if all goes on as fast as it has. */
export function progressBar(done: number, total: number, startedMs: number, nowMs: number): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = `[${'='.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}] ${Math.floor(share * 100)} %`;
  if (done === 0 || share === 1) return bar;
  return `${bar}, ${duration(((nowMs - startedMs) / done) * (total - done))} left`;
}

/** `4 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
