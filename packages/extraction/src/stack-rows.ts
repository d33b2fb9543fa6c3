import type { FeatureRows } from '@voxboard/audio-dsp';
import type { Aggregation } from '@voxboard/domain';
import type { ExtractedClip } from './extracted-clip.js';

/**
 * A clip's rows as one block: `[columns]` a row, or `[frames, columns]` where the recipe keeps frames (rows that came
 * out shorter, as after a time stretch, are padded with zeros), or `[samples, 1]`.
 */
export function stackRows(rows: FeatureRows, aggregation: Aggregation['kind']): ExtractedClip {
  const columnCount = rows.columnNames.length;
  const frameCount = Math.max(...rows.frameCounts);
  const keepsFrames = aggregation === 'frames' || aggregation === 'samples';
  const rowShape = keepsFrames ? [frameCount, columnCount] : [columnCount];
  const rowSize = frameCount * columnCount;
  const values = new Float32Array(rows.values.length * rowSize);
  rows.values.forEach((row, index) => {
    values.set(row, index * rowSize);
  });
  return { rowCount: rows.values.length, rowShape, values };
}
