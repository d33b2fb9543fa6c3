/**
 * out[i] = ln(max(values[i], minimum) + addend) for `count` (even) values; the argument must be positive and normal.
 *
 * x = m · 2^e with m in [√½, √2); ln m = 2 artanh((m − 1)/(m + 1)) by its series, to about 1e-16.
 */
export function naturalLogs(values: usize, count: i32, minimum: f64, addend: f64, out: usize): void {
  const low = f64x2.splat(minimum);
  const add = f64x2.splat(addend);
  const one = f64x2.splat(1);
  const two = f64x2.splat(2);
  const half = f64x2.splat(0.5);
  const root = f64x2.splat(Math.SQRT2);
  const ln2 = f64x2.splat(Math.LN2);
  const mantissaBits = i64x2.splat(0x000fffffffffffff);
  const oneBits = i64x2.splat(0x3ff0000000000000);
  // Exponent bits under 2^52 read as an integer; taking 2^52 + 1023 away leaves the exponent as a number.
  const exponentOne = i64x2.splat(0x4330000000000000);
  const exponentBias = f64x2.splat(4503599627371519);
  for (let i: usize = 0, end: usize = (<usize>count) << 3; i < end; i += 16) {
    const x = f64x2.add(f64x2.max(v128.load(values + i), low), add);
    let m = v128.or(v128.and(x, mantissaBits), oneBits);
    let e = f64x2.sub(v128.or(i64x2.shr_u(x, 52), exponentOne), exponentBias);
    const isUpper = f64x2.gt(m, root);
    m = v128.bitselect(f64x2.mul(m, half), m, isUpper);
    e = f64x2.add(e, v128.and(isUpper, one));
    const f = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
    const s = f64x2.mul(f, f);
    let p = f64x2.splat(1 / 19.0);
    p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1 / 17.0));
    p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1 / 15.0));
    p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1 / 13.0));
    p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1 / 11.0));
    p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1 / 9.0));
    p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1 / 7.0));
    p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1 / 5.0));
    p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1 / 3.0));
    p = f64x2.add(f64x2.mul(p, s), one);
    v128.store(out + i, f64x2.add(f64x2.mul(e, ln2), f64x2.mul(f64x2.mul(two, f), p)));
  }
}
