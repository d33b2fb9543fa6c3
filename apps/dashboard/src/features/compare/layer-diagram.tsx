import type { ComparedLayerFragment } from '../../generated/graphql';

const ROW = 15;
const WIDTH = 176;

/** The layers from top to bottom, each as wide as the logarithm of what it puts out. */
export function LayerDiagram({
  name,
  layers,
}: {
  readonly name: string;
  readonly layers: readonly ComparedLayerFragment[];
}) {
  const sizes = layers.map(({ outputShape }) =>
    outputShape.reduce<number>((product, size) => product * (size ?? 1), 1),
  );
  const most = Math.log2(Math.max(2, ...sizes) + 1);
  return (
    <svg
      role="img"
      aria-label={`${name}: ${layers.map(({ kind }) => kind).join(', ')}`}
      viewBox={`0 0 ${WIDTH} ${layers.length * ROW}`}
      className="w-full max-w-56"
    >
      {layers.map((layer, index) => {
        const width = Math.max(10, (Math.log2((sizes[index] ?? 1) + 1) / most) * (WIDTH - 2));
        return (
          <g key={layer.name}>
            <rect
              x={(WIDTH - width) / 2}
              y={index * ROW + 1.5}
              width={width}
              height={ROW - 3}
              rx={3}
              fill={layer.parameters > 0 ? 'var(--accent-soft)' : 'var(--subtle)'}
              stroke={layer.parameters > 0 ? 'var(--accent)' : 'var(--line-strong)'}
            />
            <text x={WIDTH / 2} y={index * ROW + ROW / 2 + 3} textAnchor="middle" fontSize="8.5" fill="var(--ink)">
              {layer.kind}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
