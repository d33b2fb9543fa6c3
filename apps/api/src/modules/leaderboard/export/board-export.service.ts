import type { PageArguments } from '@voxboard/db';
import { InvalidInputError, ProtocolSchema, type Task, TaskSchema } from '@voxboard/domain';
import type { ScoreKey } from '@voxboard/evaluation';
import { z } from 'zod';
import type { Clock } from '../../../clock.js';
import type { Readers } from '../../../readers.js';
import type { PublishedFigureService } from '../../published-figure/published-figure.service.js';
import { asUuid, parseInput } from '../../shared/parse-input.js';
import { type Board, type BoardRow, baselineValue, type LeaderboardService } from '../leaderboard.service.js';
import type { Badge } from './badge-svg.js';
import { type BoardTable, type ExportedEntry, METRIC_NAMES, percentText, scoreIn } from './board-table.js';

/** What an address names. */
export interface ExportAddress {
  readonly slug: string;
  readonly task: string;
  readonly versionId: string;
  /** The hash, or at least eight characters of its beginning. */
  readonly protocolHash: string;
  readonly metric: string | undefined;
  readonly asOf: string | undefined;
}

const MetricSchema = z
  .enum(['uar', 'accuracy', 'macro_f1'], 'must be uar, accuracy or macro_f1')
  .default('uar') satisfies z.ZodType<ScoreKey>;
const AsOfSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], 'must be a time such as 2026-03-01T12:00:00Z or a date')
  .transform((text) => new Date(text))
  .optional();
const PAGE = 1000;

/** Boards by address: written whole, or as a badge. */
export class BoardExportService {
  constructor(
    private readonly readers: Readers,
    private readonly leaderboard: LeaderboardService,
    private readonly publishedFigures: PublishedFigureService,
    private readonly now: Clock,
  ) {}

  /** null when there is no such board. @throws InvalidInputError for a metric or time that is none */
  async table(address: ExportAddress): Promise<BoardTable | null> {
    const found = await this.#find(address);
    if (found === null) return null;
    const { board, projectSlug } = found;
    const [statement, baselines, entries, dataset] = [
      await this.leaderboard.statement(board),
      await this.leaderboard.baselines(board),
      await this.#entries(board),
      await this.#datasetName(board.datasetVersionId),
    ];
    const { name } = ProtocolSchema.parse(board.protocol);
    return {
      project: projectSlug,
      task: board.task,
      dataset,
      protocol: name,
      protocolHash: board.protocolHash,
      metric: board.metric,
      asOf: board.asOf,
      writtenAt: this.now(),
      link: pageLink(projectSlug, board),
      warning: board.warning,
      statement,
      entries,
      baselines: baselines.map((baseline) => ({
        name: baseline.name,
        value: baselineValue(baseline, board.metric),
        low: baseline.low,
        high: baseline.high,
      })),
      published: await this.publishedFigures.besideBoard(board.projectId, board.task, board.datasetVersionId, name),
    };
  }

  /** The best of a board; null when there is no such board. */
  async boardBadge(address: ExportAddress): Promise<Badge | null> {
    const found = await this.#find(address);
    if (found === null) return null;
    const { board } = found;
    const { name } = ProtocolSchema.parse(board.protocol);
    const { edges } = await this.leaderboard.entries(board, null, { first: 1 });
    return badgeOf(board.task, name, board.metric, edges[0]?.node ?? null);
  }

  /** One experiment on its board; null when it is not on any. */
  async experimentBadge(experimentId: string, metric: string | undefined): Promise<Badge | null> {
    const key = parseInput(MetricSchema, metric, ['metric']);
    const id = asUuid(experimentId);
    const [experiment] = id === null ? [] : await this.readers.experiment.byIds([id]);
    if (!experiment?.task || !experiment.protocolHash || !experiment.featureSetId) return null;
    const [features] = await this.readers.featureSet.byIds([experiment.featureSetId]);
    const { task, projectId, protocolHash } = experiment;
    const wanted = { projectId, task, protocolHash, datasetVersionId: features?.datasetVersionId ?? '' };
    const board = await this.leaderboard.board({ ...wanted, metric: key, asOf: null });
    const row = board && (await this.leaderboard.entryOf(board, experiment.id));
    return badgeOf(task, experiment.protocolName ?? '', key, row);
  }

  async #find(address: ExportAddress): Promise<{ board: Board; projectSlug: string } | null> {
    const metric = parseInput(MetricSchema, address.metric, ['metric']);
    const asOf = parseInput(AsOfSchema, address.asOf, ['asOf']) ?? null;
    const task = TaskSchema.safeParse(address.task.toUpperCase());
    const datasetVersionId = asUuid(address.versionId);
    const project = await this.readers.project.bySlug(address.slug);
    if (!task.success || datasetVersionId === null || project === null) return null;
    const protocolHash = await this.#wholeHash(project.id, task.data, datasetVersionId, address.protocolHash);
    if (protocolHash === null) return null;
    const board = await this.leaderboard.board({
      projectId: project.id,
      task: task.data,
      datasetVersionId,
      protocolHash,
      metric,
      asOf,
    });
    return board && { board, projectSlug: project.slug };
  }

  async #wholeHash(projectId: string, task: Task, versionId: string, start: string): Promise<string | null> {
    if (!/^[0-9a-f]{8,64}$/.test(start)) return null;
    const matching = (await this.leaderboard.keys(projectId)).filter(
      (key) => key.task === task && key.datasetVersionId === versionId && key.protocolHash.startsWith(start),
    );
    if (matching.length > 1) {
      throw new InvalidInputError(`"${start}" begins ${matching.length} protocols. Give more of the hash.`);
    }
    return matching[0]?.protocolHash ?? null;
  }

  async #entries(board: Board): Promise<ExportedEntry[]> {
    const rows: BoardRow[] = [];
    for (let page: PageArguments | null = { first: PAGE }; page !== null; ) {
      const { edges, hasNextPage } = await this.leaderboard.entries(board, null, page);
      rows.push(...edges.map(({ node }) => node));
      page = hasNextPage ? { first: PAGE, after: edges.at(-1)?.cursor() ?? null } : null;
    }
    const experiments = await this.readers.experiment.byIds(rows.map((row) => row.experimentId));
    const architectures = await this.readers.architecture.byIds(
      experiments.flatMap((one) => one?.architectureId ?? []),
    );
    const features = await this.readers.featureSet.byIds(experiments.flatMap((one) => one?.featureSetId ?? []));
    const nameOf = new Map([...architectures, ...features].flatMap((one) => (one ? [[one.id, one.name]] : [])));
    return rows.map((row, i) => {
      const experiment = experiments[i];
      return {
        ...row,
        experiment: experiment?.name ?? row.experimentId,
        architecture: nameOf.get(experiment?.architectureId ?? '') ?? null,
        features: nameOf.get(experiment?.featureSetId ?? '') ?? null,
      };
    });
  }

  async #datasetName(versionId: string): Promise<string> {
    const [version] = await this.readers.dataset.versionsByIds([versionId]);
    const [dataset] = version ? await this.readers.dataset.byIds([version.datasetId]) : [];
    return version && dataset ? `${dataset.name}, version ${version.number}` : versionId;
  }
}

function badgeOf(task: string, protocol: string, metric: ScoreKey, row: BoardRow | null): Badge {
  const label = `${task.toLowerCase()} · ${protocol}`;
  const score = row && scoreIn(row.scores, metric);
  if (!row || !score) return { label, message: 'no result yet', tone: 'plain' };
  const message = `${METRIC_NAMES[metric]} ${percentText(score.value, score.low, score.high)} %`;
  if (row.list === 'SET_APART') return { label, message: `${message}, inflated`, tone: 'warn' };
  if (row.list === 'INCOMPLETE') {
    return { label, message: `${message}, ${row.runsPooled} of ${row.runsPlanned} runs`, tone: 'plain' };
  }
  return { label, message, tone: row.list === 'RANKED' || row.list === 'TRANSDUCTIVE' ? 'good' : 'plain' };
}

/** The page of a board; with a time, it shows the same for ever. */
function pageLink(slug: string, { task, datasetVersionId, protocolHash, metric, asOf }: Board): string {
  const parameters = new URLSearchParams({ task, version: datasetVersionId, protocol: protocolHash });
  if (metric !== 'uar') parameters.set('metric', metric);
  if (asOf !== null) parameters.set('asOf', asOf.toISOString());
  return `/p/${slug}/leaderboard?${parameters}`;
}
