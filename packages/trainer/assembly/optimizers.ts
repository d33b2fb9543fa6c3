import { fma } from './simd';

// One pass over a weight, its gradient and what is kept between steps; arrays of `count` float32, rules as in Keras 3.
// `keep` multiplies the weight first (1 − rate · decay), `scale` the gradient (clipping).

/** Σ v², in double precision. */
export function sumOfSquares(values: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = values + ((<usize>(count & ~3)) << 2);
  for (; values < end; values += 16) {
    const v = v128.load(values);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (let i = 0; i < (count & 3); i++) {
    const v = <f64>load<f32>(values + ((<usize>i) << 2));
    sum += v * v;
  }
  return sum;
}

/** Adam and AdamW; `rate` includes the bias correction, `rest` are 1 − `beta` at full precision. */
export function adamStep(
  weight: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  count: i32,
  rate: f32,
  keep: f32,
  scale: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const keeps = f32x4.splat(keep);
  const scales = f32x4.splat(scale);
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const r1 = f32x4.splat(rest1);
  const r2 = f32x4.splat(rest2);
  const eps = f32x4.splat(epsilon);
  const whole = (<usize>(count & ~3)) << 2;
  for (let i: usize = 0; i < whole; i += 16) {
    const g = f32x4.mul(v128.load(gradient + i), scales);
    const m = fma(v128.load(mean + i), b1, f32x4.mul(g, r1));
    const s = fma(v128.load(square + i), b2, f32x4.mul(f32x4.mul(g, g), r2));
    v128.store(mean + i, m);
    v128.store(square + i, s);
    const step = f32x4.div(f32x4.mul(m, rates), f32x4.add(f32x4.sqrt(s), eps));
    v128.store(weight + i, f32x4.sub(f32x4.mul(v128.load(weight + i), keeps), step));
  }
  const end = (<usize>count) << 2;
  for (let i = whole; i < end; i += 4) {
    const g = load<f32>(gradient + i) * scale;
    const m = load<f32>(mean + i) * beta1 + g * rest1;
    const s = load<f32>(square + i) * beta2 + g * g * rest2;
    store<f32>(mean + i, m);
    store<f32>(square + i, s);
    store<f32>(weight + i, load<f32>(weight + i) * keep - (m * rate) / (sqrt(s) + epsilon));
  }
}

/** SGD; `velocity` 0: without momentum. */
export function sgdStep(
  weight: usize,
  gradient: usize,
  velocity: usize,
  count: i32,
  rate: f32,
  scale: f32,
  momentum: f32,
): void {
  const end = (<usize>count) << 2;
  for (let i: usize = 0; i < end; i += 4) {
    let move = load<f32>(gradient + i) * scale * rate;
    if (velocity) {
      move += load<f32>(velocity + i) * momentum;
      store<f32>(velocity + i, move);
    }
    store<f32>(weight + i, load<f32>(weight + i) - move);
  }
}

/** RMSprop; `velocity` 0: without momentum. */
export function rmspropStep(
  weight: usize,
  gradient: usize,
  square: usize,
  velocity: usize,
  count: i32,
  rate: f32,
  scale: f32,
  decay: f32,
  rest: f32,
  momentum: f32,
  epsilon: f32,
): void {
  const end = (<usize>count) << 2;
  for (let i: usize = 0; i < end; i += 4) {
    const g = load<f32>(gradient + i) * scale;
    const s = load<f32>(square + i) * decay + g * g * rest;
    store<f32>(square + i, s);
    let move = (g * rate) / sqrt(s + epsilon);
    if (velocity) {
      move += load<f32>(velocity + i) * momentum;
      store<f32>(velocity + i, move);
    }
    store<f32>(weight + i, load<f32>(weight + i) - move);
  }
}
