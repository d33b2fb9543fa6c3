// What follows a wide convolution's matrix product: bias, ReLU and MaxPool 2 in one pass, and back. [windows][c] rows,
// channels last; `c` is any number.

/**
 * out[q][c] = max(y[2q] + bias, y[2q + 1] + bias, 0); `second` [positions][c] bytes: 1 where the second window won.
 * An odd last window of a sample is dropped.
 */
export function biasReluPool(
  y: usize,
  bias: usize,
  out: usize,
  second: usize,
  samples: i32,
  windows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const positions = windows >> 1;
  const whole = channels & ~3;
  const zero = f32x4.splat(0);
  for (let n = 0; n < samples; n++, y += <usize>windows * row) {
    let from = y;
    for (let q = 0; q < positions; q++, from += 2 * row, out += row, second += channels) {
      for (let c = 0; c < whole; c += 4) {
        const at = (<usize>c) << 2;
        const y0 = v128.load(from + at);
        const y1 = v128.load(from + row + at);
        const larger = f32x4.add(f32x4.pmax(y0, y1), v128.load(bias + at));
        v128.store(out + at, f32x4.pmax(larger, zero));
        const won = i32x4.bitmask(f32x4.gt(y1, y0));
        store<u32>(second + <usize>c, (won & 1) | ((won & 2) << 7) | ((won & 4) << 14) | ((won & 8) << 21));
      }
      for (let c = whole; c < channels; c++) {
        const at = (<usize>c) << 2;
        const y0 = load<f32>(from + at);
        const y1 = load<f32>(from + row + at);
        const larger = max<f32>(y0, y1) + load<f32>(bias + at);
        store<f32>(out + at, max<f32>(larger, 0));
        store<u8>(second + <usize>c, y1 > y0 ? 1 : 0);
      }
    }
  }
}

/**
 * Gradient of the windows before bias, ReLU and pooling, every row of `dy` written; `dBias` is added to.
 */
export function biasReluPoolBackward(
  dOut: usize,
  out: usize,
  second: usize,
  dy: usize,
  dBias: usize,
  samples: i32,
  windows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const positions = windows >> 1;
  const whole = channels & ~3;
  const zero = f32x4.splat(0);
  for (let n = 0; n < samples; n++) {
    for (let q = 0; q < positions; q++, dy += 2 * row, dOut += row, out += row, second += channels) {
      for (let c = 0; c < whole; c += 4) {
        const at = (<usize>c) << 2;
        const g = v128.and(v128.load(dOut + at), f32x4.gt(v128.load(out + at), zero));
        const bytes = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(second + <usize>c)));
        const won = i32x4.ne(bytes, i32x4.splat(0));
        v128.store(dy + at, v128.andnot(g, won));
        v128.store(dy + row + at, v128.and(g, won));
        v128.store(dBias + at, f32x4.add(v128.load(dBias + at), g));
      }
      for (let c = whole; c < channels; c++) {
        const at = (<usize>c) << 2;
        const g: f32 = load<f32>(out + at) > 0 ? load<f32>(dOut + at) : 0;
        const won = load<u8>(second + <usize>c) !== 0;
        store<f32>(dy + at, won ? 0 : g);
        store<f32>(dy + row + at, won ? g : 0);
        store<f32>(dBias + at, load<f32>(dBias + at) + g);
      }
    }
    if (windows & 1) {
      memory.fill(dy, 0, row);
      dy += row;
    }
  }
}
