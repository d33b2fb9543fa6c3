/** Network outputs as one probability a class: a single sigmoid column p becomes [1 − p, p]. */
export function classProbabilities(output: Float32Array, columns: number, row: number): number[] {
  if (columns === 1) return [1 - output[row], output[row]];
  return Array.from(output.subarray(row * columns, (row + 1) * columns));
}
