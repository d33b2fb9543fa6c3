/**
 * Running medians of `width` (odd) values along each of `lineCount` lines of count + width − 1 values that follow each
 * other; `count` medians a line follow each other in `out`. `sorted` is scratch of width + 3 values.
 */
export function runningMedians(lines: usize, lineCount: i32, count: i32, width: i32, sorted: usize, out: usize): void {
  const vectors = (width + 1) >> 1;
  const middle: usize = (<usize>(width >> 1)) << 3;
  const lineBytes: usize = (<usize>(count + width - 1)) << 3;
  for (let line = 0; line < lineCount; line++) {
    for (let i: usize = 0; i <= (<usize>vectors) << 4; i += 16) v128.store(sorted + i, f64x2.splat(Infinity));
    for (let k: usize = 0; k < (<usize>width) << 3; k += 8)
      replaceSorted(sorted, vectors, Infinity, load<f64>(lines + k));
    store<f64>(out, load<f64>(sorted + middle));
    let entering = lines + ((<usize>width) << 3);
    for (let i = 1; i < count; i++, entering += 8) {
      replaceSorted(sorted, vectors, load<f64>(entering - ((<usize>width) << 3)), load<f64>(entering));
      store<f64>(out + ((<usize>i) << 3), load<f64>(sorted + middle));
    }
    lines += lineBytes;
    out += (<usize>count) << 3;
  }
}

/**
 * One value leaves the ascending values and one enters, without a branch: every place keeps its value, takes its
 * neighbour's or the new one. Behind the values lies infinity, and one more pair of it.
 */
function replaceSorted(sorted: usize, vectors: i32, leaving: f64, entering: f64): void {
  const gone = f64x2.splat(leaving);
  const come = f64x2.splat(entering);
  let here = v128.load(sorted);
  let before = f64x2.splat(-Infinity);
  for (let j = 0; j < vectors; j++, sorted += 16) {
    const next = v128.load(sorted, 16);
    // Without the leaving value: places before it as they are, the others from the right.
    const closed = v128.bitselect(here, v128.shuffle<f64>(here, next, 1, 2), f64x2.lt(here, gone));
    // With the entering value: places before it as they are, its own, the others from the left.
    const left = v128.shuffle<f64>(before, closed, 1, 2);
    v128.store(sorted, v128.bitselect(closed, f64x2.pmax(left, come), f64x2.lt(closed, come)));
    before = closed;
    here = next;
  }
}
