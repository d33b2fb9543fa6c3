// A convolution as a matrix product: its windows as rows of a matrix, and back. Channels last; `c` channels are
// contiguous, so that a window's row of taps is one run of memory.

/** Below this, a loop costs less than calling memory.copy. */
const SHORT_BYTES: usize = 256;

function copyRun(to: usize, from: usize, bytes: usize): void {
  if (bytes >= SHORT_BYTES) {
    memory.copy(to, from, bytes);
    return;
  }
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(to + i, v128.load(from + i));
  for (let i = whole; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
}

function addRun(to: usize, from: usize, bytes: usize): void {
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(from + i)));
  for (let i = whole; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(from + i));
}

/**
 * Windows of `samples` images as rows, [samples · outHeight · outWidth][filterHeight · filterWidth · channels]; zeros
 * where a window leaves the image.
 */
export function imageToColumns(
  image: usize,
  columns: usize,
  samples: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const segment = <usize>filterWidth * pixel;
  for (let n = 0; n < samples; n++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const x0 = x * strideWidth - left;
        const low = max(0, -x0);
        const high = min(filterWidth, inWidth - x0);
        for (let i = 0; i < filterHeight; i++, columns += segment) {
          const row = y * strideHeight + i - top;
          if (row < 0 || row >= inHeight || high <= low) {
            memory.fill(columns, 0, segment);
            continue;
          }
          const before = <usize>low * pixel;
          const bytes = <usize>(high - low) * pixel;
          if (low > 0) memory.fill(columns, 0, before);
          if (high < filterWidth) memory.fill(columns + before + bytes, 0, segment - before - bytes);
          const from = image + <usize>((n * inHeight + row) * inWidth + x0 + low) * pixel;
          copyRun(columns + before, from, bytes);
        }
      }
    }
  }
}

/** Adds each window's row back to where it came from; the transpose of `imageToColumns`. */
export function columnsToImage(
  columns: usize,
  image: usize,
  samples: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const segment = <usize>filterWidth * pixel;
  for (let n = 0; n < samples; n++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const x0 = x * strideWidth - left;
        const low = max(0, -x0);
        const high = min(filterWidth, inWidth - x0);
        for (let i = 0; i < filterHeight; i++, columns += segment) {
          const row = y * strideHeight + i - top;
          if (row < 0 || row >= inHeight || high <= low) continue;
          const to = image + <usize>((n * inHeight + row) * inWidth + x0 + low) * pixel;
          addRun(to, columns + <usize>low * pixel, <usize>(high - low) * pixel);
        }
      }
    }
  }
}
