import { csvLine } from '@voxboard/domain';
import type { FeatureTable } from './feature-table.js';

/** A feature table as CSV, in pieces. Numbers have the digits that give the same float32 back. */
export async function* featureCsv({ indexColumns, columnNames, pieces }: FeatureTable): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvLine([...indexColumns, ...columnNames]));
  for await (const { index, values } of pieces()) {
    const lines = index.map((entry, line) => {
      const features = values.subarray(line * columnNames.length, (line + 1) * columnNames.length);
      return csvLine([...entry, ...Array.from(features, (value) => Number(value.toPrecision(9)))]);
    });
    yield encoder.encode(lines.join(''));
  }
}
