import { sentenceCase } from '../../format/format';
import type { ScoreMetric } from '../../generated/graphql';
import { Input, Select } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { useNow } from '../../ui/use-now';
import { endOfDay, METRIC_NAMES, METRICS } from './board-address';
import type { BoardKey, ChosenBoards } from './choose-board';

export interface Wanted {
  readonly task?: BoardKey['task'] | null;
  readonly version?: string | null;
  readonly protocol?: string | null;
  readonly metric?: ScoreMetric | null;
  readonly asOf?: Date | null;
}

/** Which board, ranked by what, as of when. */
export function BoardChoice({
  chosen,
  metric,
  asOf,
  onChoose,
}: {
  readonly chosen: ChosenBoards;
  readonly metric: ScoreMetric;
  readonly asOf: string | null;
  readonly onChoose: (wanted: Wanted) => void;
}) {
  const { main, leaky, tasks, versions, protocols } = chosen;
  const shown = main ?? leaky[0];
  if (!shown) return null;
  return (
    <>
      {tasks.length > 1 && (
        <Segmented
          label="Task"
          value={shown.task}
          options={tasks.map((task) => ({ value: task, label: sentenceCase(task) }))}
          onChange={(task) => onChoose({ task, version: null, protocol: null })}
        />
      )}
      <Select
        aria-label="Data"
        value={shown.datasetVersion.id}
        onChange={(event) => onChoose({ version: event.target.value, protocol: null })}
        className="max-w-52"
      >
        {versions.map(({ datasetVersion: { id, number, dataset } }) => (
          <option key={id} value={id}>
            {dataset.name}, version {number}
          </option>
        ))}
      </Select>
      {main && (
        <Select
          aria-label="Protocol"
          value={main.protocol.hash}
          onChange={(event) => onChoose({ protocol: event.target.value })}
          className="max-w-52"
        >
          {protocols.map(({ protocol, experimentCount }) => (
            <option key={protocol.hash} value={protocol.hash}>
              {protocol.name} {protocol.foldCount === null ? '' : `· ${protocol.foldCount} folds `}({experimentCount})
            </option>
          ))}
        </Select>
      )}
      <Select
        aria-label="Ranked by"
        value={metric}
        onChange={(event) => onChoose({ metric: METRICS.find((one) => one === event.target.value) ?? null })}
        className="max-w-36"
      >
        {METRICS.map((one) => (
          <option key={one} value={one}>
            by {METRIC_NAMES[one]}
          </option>
        ))}
      </Select>
      <AsOf asOf={asOf} onChoose={onChoose} />
    </>
  );
}

/** A day; the board is shown as it stood at its end. */
function AsOf({ asOf, onChoose }: { readonly asOf: string | null; readonly onChoose: (wanted: Wanted) => void }) {
  const now = useNow(60_000);
  return (
    <span className="flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-faint">
      as of
      <Input
        type="date"
        aria-label="As of"
        value={asOf === null ? '' : localDay(new Date(asOf))}
        max={localDay(new Date(now))}
        onChange={(event) => {
          const end = endOfDay(event.target.value, now);
          onChoose({ asOf: end === null ? null : new Date(end) });
        }}
        className="w-36"
      />
    </span>
  );
}

function localDay(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
