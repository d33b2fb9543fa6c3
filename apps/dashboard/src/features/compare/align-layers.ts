/** A layer as far as alignment goes. */
export interface AlignedLayer {
  readonly kind: string;
  readonly settings: string;
}

export interface LayerRow<Layer> {
  /** One an architecture, in their order; null: it has no layer here. */
  readonly layers: readonly (Layer | null)[];
  readonly isDifferent: boolean;
}

/**
 * Layer tables in rows, so that layers of one kind stand beside each other as far as their order allows: each table is
 * aligned with the first by its longest common run of kinds (of equal settings where there is a choice).
 */
export function alignLayers<Layer extends AlignedLayer>(tables: readonly (readonly Layer[])[]): LayerRow<Layer>[] {
  const [first = [], ...others] = tables;
  let rows: (Layer | null)[][] = first.map((layer) => [layer]);
  for (const [index, table] of others.entries()) rows = addTable(rows, table, index + 1);
  return rows.map((layers) => ({ layers, isDifferent: new Set(layers.map((layer) => textOf(layer))).size > 1 }));
}

function textOf(layer: AlignedLayer | null): string {
  return layer === null ? '' : `${layer.kind} ${layer.settings}`;
}

function addTable<Layer extends AlignedLayer>(
  rows: readonly (readonly (Layer | null)[])[],
  table: readonly Layer[],
  width: number,
): (Layer | null)[][] {
  const score = (row: readonly (Layer | null)[], layer: Layer) => {
    const there = row.filter((one) => one !== null);
    if (there.some((one) => textOf(one) === textOf(layer))) return 3;
    return there.some(({ kind }) => kind === layer.kind) ? 2 : 0;
  };
  const best = Array.from({ length: rows.length + 1 }, () => new Array<number>(table.length + 1).fill(0));
  const at = (row: number, column: number) => best[row]?.[column] ?? 0;
  for (let row = rows.length - 1; row >= 0; row -= 1) {
    for (let column = table.length - 1; column >= 0; column -= 1) {
      const [left, right] = [rows[row], table[column]];
      const match = left && right ? score(left, right) : 0;
      const joined = match > 0 ? match + at(row + 1, column + 1) : 0;
      const line = best[row];
      if (line) line[column] = Math.max(joined, at(row + 1, column), at(row, column + 1));
    }
  }
  const aligned: (Layer | null)[][] = [];
  const none = new Array<null>(width).fill(null);
  let [row, column] = [0, 0];
  while (row < rows.length || column < table.length) {
    const [left, right] = [rows[row], table[column]];
    const match = left && right ? score(left, right) : 0;
    if (left && right && match > 0 && at(row, column) === match + at(row + 1, column + 1)) {
      aligned.push([...left, right]);
      row += 1;
      column += 1;
    } else if (left && (right === undefined || at(row + 1, column) >= at(row, column + 1))) {
      aligned.push([...left, null]);
      row += 1;
    } else if (right) {
      aligned.push([...none, right]);
      column += 1;
    }
  }
  return aligned;
}
