'use client';
import { cacheExchange } from '@urql/exchange-graphcache';
import { createClient as createLiveClient } from 'graphql-ws';
import { Client, type CombinedError, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { POSSIBLE_TYPES } from '../generated/graphql';
import { connection } from './connection';
import { goToSignIn, isSignedOut } from './sign-in';

/** Types without an id: they are part of what holds them. */
const EMBEDDED_TYPES = [
  'ArchitectureConnection',
  'ArchitectureUse',
  'AuditCheck',
  'AuditCount',
  'AuditEventConnection',
  'BackendStatement',
  'Baseline',
  'BoardChange',
  'BoardChanges',
  'BoardListCount',
  'Certificate',
  'CertifiedPart',
  'ClassScoreSheet',
  'ClassScores',
  'ClipConnection',
  'ClipPredictionConnection',
  'ClipRecipeView',
  'ClipRendering',
  'ComparedMetric',
  'ComparedParam',
  'CompositionCell',
  'ConfusionMatrix',
  'DatasetConnection',
  'DeletionPreview',
  'Distribution',
  'DistributionGroup',
  'DrawnAugmentation',
  'DuplicateFile',
  'EntryScore',
  'ExperimentConnection',
  'ExperimentScore',
  'ExperimentSelection',
  'ExperimentTemplate',
  'FeatureExport',
  'FeatureFailure',
  'FeatureLoading',
  'FeatureProjection',
  'FeatureStatistics',
  'FilterMistake',
  'GroupedMetric',
  'Health',
  'InflationBar',
  'InflationMeter',
  'LaunchEstimate',
  'LaunchedPart',
  'Leaderboard',
  'LeaderboardEntry',
  'LeaderboardEntryConnection',
  'LeaderboardKey',
  'LibraryVersion',
  'LogLine',
  'Member',
  'MetricColumn',
  'MetricSeries',
  'MetricSummary',
  'ModelAlias',
  'ModelFile',
  'ModelTraining',
  'ModelVersionConnection',
  'NetworkDescription',
  'NetworkEdge',
  'NetworkLayer',
  'NotComparable',
  'PageInfo',
  'PairedClip',
  'PairedClipConnection',
  'PairedComparison',
  'ParamColumn',
  'ParameterImportance',
  'Prediction',
  'PredictionConnection',
  'PredictionWindow',
  'ProjectionAxis',
  'Promotion',
  'Protocol',
  'ProtocolPreset',
  'PublishedAccuracy',
  'Queue',
  'QueueEntry',
  'QueueEntryConnection',
  'ReadRunFilter',
  'RecipePreset',
  'RegisteredModelConnection',
  'RunColumns',
  'RunComparison',
  'RunConnection',
  'RunCounts',
  'RunDelta',
  'RunGroup',
  'RunTally',
  'ScoreSheet',
  'SeriesDelta',
  'SignInOptions',
  'SkippedFile',
  'SliceScore',
  'SplitCell',
  'SplitFold',
  'SplitPart',
  'SplitPlan',
  'StoppingLedger',
  'StorageUsage',
  'SweepConnection',
  'SweepDimension',
  'SweepEarlyStopping',
  'SweepImportance',
  'SweepLimits',
  'SweepObjective',
  'SweepTrialConnection',
  'TagChange',
  'TemplatePart',
  'TimeEstimate',
  'TrashItemConnection',
  'TrialCounts',
  'UploadFile',
  'ValueStatistics',
  'Viewer',
  'WorkerFacts',
] as const;

/** True when no answer came at all, as opposed to an answer that is an error. */
export function isUnreachable(error: CombinedError): boolean {
  return (
    error.graphQLErrors.some(({ extensions }) => extensions.code === 'API_UNREACHABLE') ||
    (error.networkError !== undefined && error.graphQLErrors.length === 0)
  );
}

export function createApiClient(): Client {
  const live = createLiveClient({
    url: () => `${window.location.origin.replace(/^http/, 'ws')}/graphql`,
    lazy: true,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      // Ever longer, so that a server that comes back is not met by all its pages at once.
      await new Promise((resolve) => setTimeout(resolve, Math.min(1000 * 2 ** retries, 8000)));
    },
    on: {
      closed: (event) => {
        // 1000: the last subscription has ended, and the channel with it.
        if (!(event instanceof CloseEvent) || event.code !== 1000) connection.markLiveLost();
      },
      connected: (_socket, _payload, wasRetry) => {
        connection.markLiveBack();
        if (wasRetry) connection.markRecovered();
      },
    },
  });
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    exchanges: [
      mapExchange({
        onResult: ({ error, operation }) => {
          if (error && isSignedOut(error)) goToSignIn();
          else if (error && operation.kind !== 'subscription' && isUnreachable(error)) connection.markOffline();
        },
      }),
      cacheExchange({
        keys: Object.fromEntries(EMBEDDED_TYPES.map((name) => [name, () => null])),
        // Without them the cache guesses whether `... on UserError` fits, guesses wrong, and a refusal looks like success.
        possibleTypes: POSSIBLE_TYPES,
      }),
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: live.subscribe(
              { query: request.query ?? '', variables: request.variables ?? null },
              {
                next: ({ data, errors }) =>
                  sink.next({ ...(data === undefined ? {} : { data }), ...(errors === undefined ? {} : { errors }) }),
                error: (error) => sink.error(error),
                complete: () => sink.complete(),
              },
            ),
          }),
        }),
      }),
      fetchExchange,
    ],
  });
}
