// Batch normalisation over rows [rows][channels]; statistics in double precision, one channel block at a time.

/** Σ rows and Σ (rows − shift)² per channel, `channels` doubles each. Blocks keep the sums in the cache. */
export function channelSums(x: usize, rows: i32, channels: i32, sums: usize): void {
  memory.fill(sums, 0, (<usize>channels) << 3);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < channels; c++, x += 4) {
      const at = sums + ((<usize>c) << 3);
      store<f64>(at, load<f64>(at) + <f64>load<f32>(x));
    }
  }
}

/** Σ (x − mean)² per channel, as doubles. */
export function channelSquares(x: usize, mean: usize, rows: i32, channels: i32, sums: usize): void {
  memory.fill(sums, 0, (<usize>channels) << 3);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < channels; c++, x += 4) {
      const at = sums + ((<usize>c) << 3);
      const d = <f64>load<f32>(x) - <f64>load<f32>(mean + ((<usize>c) << 2));
      store<f64>(at, load<f64>(at) + d * d);
    }
  }
}

/** y = x · scale + shift per channel. */
export function channelAffine(x: usize, y: usize, scale: usize, shift: usize, rows: i32, channels: i32): void {
  const whole = channels & ~3;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < whole; c += 4, x += 16, y += 16) {
      const at = (<usize>c) << 2;
      v128.store(y, f32x4.add(f32x4.mul(v128.load(x), v128.load(scale + at)), v128.load(shift + at)));
    }
    for (let c = whole; c < channels; c++, x += 4, y += 4) {
      const at = (<usize>c) << 2;
      store<f32>(y, load<f32>(x) * load<f32>(scale + at) + load<f32>(shift + at));
    }
  }
}

/** Σ dy and Σ dy · (x − mean) · inverse per channel, as doubles. */
export function normalisationSums(
  x: usize,
  dy: usize,
  mean: usize,
  inverse: usize,
  rows: i32,
  channels: i32,
  sums: usize,
  products: usize,
): void {
  memory.fill(sums, 0, (<usize>channels) << 3);
  memory.fill(products, 0, (<usize>channels) << 3);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < channels; c++, x += 4, dy += 4) {
      const four = (<usize>c) << 2;
      const eight = (<usize>c) << 3;
      const g = <f64>load<f32>(dy);
      const z = <f64>((load<f32>(x) - load<f32>(mean + four)) * load<f32>(inverse + four));
      store<f64>(sums + eight, load<f64>(sums + eight) + g);
      store<f64>(products + eight, load<f64>(products + eight) + g * z);
    }
  }
}

/**
 * dx = factor · (dy − meanGradient − z · meanProduct) with z = (x − mean) · inverse: the gradient of normalisation by
 * the batch's own statistics (Ioffe & Szegedy 2015).
 */
export function normalisationGradient(
  x: usize,
  dy: usize,
  dx: usize,
  mean: usize,
  inverse: usize,
  factor: usize,
  meanGradient: usize,
  meanProduct: usize,
  rows: i32,
  channels: i32,
): void {
  const whole = channels & ~3;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < whole; c += 4, x += 16, dy += 16, dx += 16) {
      const at = (<usize>c) << 2;
      const z = f32x4.mul(f32x4.sub(v128.load(x), v128.load(mean + at)), v128.load(inverse + at));
      const d = f32x4.sub(v128.load(dy), v128.load(meanGradient + at));
      const rest = f32x4.sub(d, f32x4.mul(z, v128.load(meanProduct + at)));
      v128.store(dx, f32x4.mul(rest, v128.load(factor + at)));
    }
    for (let c = whole; c < channels; c++, x += 4, dy += 4, dx += 4) {
      const at = (<usize>c) << 2;
      const z = (load<f32>(x) - load<f32>(mean + at)) * load<f32>(inverse + at);
      const rest = load<f32>(dy) - load<f32>(meanGradient + at) - z * load<f32>(meanProduct + at);
      store<f32>(dx, rest * load<f32>(factor + at));
    }
  }
}
