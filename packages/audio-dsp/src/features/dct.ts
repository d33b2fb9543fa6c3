export interface DctOptions {
  /** As in SciPy: 1, 2 or 3. Default 2. */
  readonly dctType?: 1 | 2 | 3;
  /** 'ortho': orthonormal; null: SciPy's unscaled sums. Default 'ortho'. */
  readonly norm?: 'ortho' | null;
}

/**
 * A discrete cosine transform (`scipy.fft.dct`) as a matrix, inputs × outputs, row-major. The number of columns is even:
 * an odd `outputCount` gets one column of zeros.
 * @throws RangeError for a DCT-I of one value, which does not exist
 */
export function dctBasis(outputCount: number, inputCount: number, options: DctOptions = {}): Float64Array {
  const { dctType = 2, norm = 'ortho' } = options;
  if (dctType === 1 && inputCount < 2) throw new RangeError('a DCT of type 1 needs at least two values');
  const entry = [firstType, secondType, thirdType][dctType - 1];
  const columnCount = outputCount + (outputCount % 2);
  const basis = new Float64Array(inputCount * columnCount);
  for (let k = 0; k < outputCount; k++) {
    for (let n = 0; n < inputCount; n++) basis[n * columnCount + k] = entry(k, n, inputCount, norm === 'ortho');
  }
  return basis;
}

function firstType(k: number, n: number, count: number, isOrtho: boolean): number {
  const isEnd = n === 0 || n === count - 1;
  const value = (isEnd ? 1 : 2) * Math.cos((Math.PI * k * n) / (count - 1));
  if (!isOrtho) return value;
  const isEndOut = k === 0 || k === count - 1;
  return 0.5 * Math.sqrt((isEndOut ? 1 : 2) / (count - 1)) * (isEnd ? Math.SQRT2 : 1) * value;
}

function secondType(k: number, n: number, count: number, isOrtho: boolean): number {
  const cosine = Math.cos((Math.PI * k * (2 * n + 1)) / (2 * count));
  return isOrtho ? Math.sqrt((k === 0 ? 1 : 2) / count) * cosine : 2 * cosine;
}

function thirdType(k: number, n: number, count: number, isOrtho: boolean): number {
  const cosine = Math.cos((Math.PI * n * (2 * k + 1)) / (2 * count));
  if (isOrtho) return Math.sqrt((n === 0 ? 1 : 2) / count) * cosine;
  return n === 0 ? 1 : 2 * cosine;
}
