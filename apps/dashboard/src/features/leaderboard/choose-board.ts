import type { LeaderboardKeysQuery, Task } from '../../generated/graphql';

export type BoardKey = NonNullable<LeaderboardKeysQuery['project']>['leaderboards'][number];

export interface WantedBoard {
  readonly task: Task | null;
  readonly versionId: string | null;
  readonly protocolHash: string | null;
}

export interface ChosenBoards {
  /** The board to show; null when every board of the choice is inflated by its split. */
  readonly main: BoardKey | null;
  /** Boards of the same task and data whose protocol leaks by design: shown apart, never among the others. */
  readonly leaky: readonly BoardKey[];
  readonly tasks: readonly Task[];
  /** One key for each dataset version that has a board of the task. */
  readonly versions: readonly BoardKey[];
  /** One key for each protocol that can be chosen for the task and version. */
  readonly protocols: readonly BoardKey[];
}

/**
 * The boards that an address means. What it leaves open, or names and is not there, falls to the board with the most
 * experiments. null when there is no board at all.
 */
export function chooseBoards(keys: readonly BoardKey[], wanted: WantedBoard): ChosenBoards | null {
  const ordered = [...keys].sort(
    (a, b) =>
      Number(a.protocol.isLeakyByDesign) - Number(b.protocol.isLeakyByDesign) || b.experimentCount - a.experimentCount,
  );
  const task = pick(ordered, (key) => key.task === wanted.task)?.task;
  const ofTask = ordered.filter((key) => key.task === task);
  const versionId = pick(ofTask, (key) => key.datasetVersion.id === wanted.versionId)?.datasetVersion.id;
  if (task === undefined || versionId === undefined) return null;
  const ofVersion = ofTask.filter((key) => key.datasetVersion.id === versionId);
  const protocols = ofVersion.filter((key) => !key.protocol.isLeakyByDesign);
  return {
    main: pick(protocols, (key) => key.protocol.hash === wanted.protocolHash) ?? null,
    leaky: ofVersion.filter((key) => key.protocol.isLeakyByDesign),
    tasks: [...new Set(ordered.map((key) => key.task))],
    versions: ofTask.filter(
      (key, index) => ofTask.findIndex((other) => other.datasetVersion.id === key.datasetVersion.id) === index,
    ),
    protocols,
  };
}

function pick(keys: readonly BoardKey[], isWanted: (key: BoardKey) => boolean): BoardKey | undefined {
  return keys.find(isWanted) ?? keys[0];
}
