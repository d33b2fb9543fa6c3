// Layout of an FFT plan in memory, for a real size N and half = N/2 (see src/kernels/fft-plan.ts, which fills it):
// twiddles of the complex FFT | cos, N/4 + 2 values | sin, the same | re | im | work re | work im, `half` values each.

export function twiddleBytes(half: i32): usize {
  let count: usize = 0;
  for (let length = half; length >= 4; length >>= 2) count += (<usize>length >> 2) * 6;
  return count << 3;
}

export function tableBytes(size: i32): usize {
  return (<usize>(size >> 2) + 2) << 3;
}
