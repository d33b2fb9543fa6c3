import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { resolveDirectly } from './direct-resolvers.js';
import { ArchitectureResolver, ProjectArchitecturesResolver } from './modules/architecture/architecture.resolver.js';
import { AuditEventResolver } from './modules/audit/audit-event.resolver.js';
import { BoardLinkResolver, ProjectBoardLinksResolver } from './modules/board-link/board-link.resolver.js';
import {
  AuditResolver,
  ExperimentCertificateResolver,
  RunCertificateResolver,
} from './modules/certificate/certificate.resolver.js';
import {
  ClipPredictionResolver,
  ProjectClipPredictionsResolver,
} from './modules/clip-prediction/clip-prediction.resolver.js';
import { ComparisonResolver } from './modules/comparison/comparison.resolver.js';
import { RunConfusionMatrixResolver } from './modules/confusion-matrix/confusion-matrix.resolver.js';
import { ClipResolver } from './modules/dataset/clip.resolver.js';
import { DatasetResolver } from './modules/dataset/dataset.resolver.js';
import { DatasetImportResolver } from './modules/dataset/dataset-import.resolver.js';
import { DatasetVersionResolver } from './modules/dataset/dataset-version.resolver.js';
import { DeltaResolver } from './modules/delta/delta.resolver.js';
import { DeltaSubscriptionResolver } from './modules/delta/delta-subscription.resolver.js';
import { EstimateResolver } from './modules/estimate/estimate.resolver.js';
import { ExperimentResolver, ProjectExperimentsResolver } from './modules/experiment/experiment.resolver.js';
import { FeatureFiguresResolver } from './modules/feature-set/feature-figures.resolver.js';
import { FeatureSetResolver } from './modules/feature-set/feature-set.resolver.js';
import { InflationResolver } from './modules/inflation/inflation.resolver.js';
import {
  BoardChangeResolver,
  LeaderboardEntryResolver,
  LeaderboardKeyResolver,
  LeaderboardResolver,
  ProjectLeaderboardResolver,
} from './modules/leaderboard/leaderboard.resolver.js';
import { MemberResolver } from './modules/member/member.resolver.js';
import { RunMetricResolver, SeriesResolver } from './modules/metric/metric.resolver.js';
import { MetricLogResolver } from './modules/metric/metric-log.resolver.js';
import { PackedSeriesResolver } from './modules/metric/packed-series.resolver.js';
import {
  ModelAliasMoveResolver,
  ModelAliasResolver,
  ModelResolver,
  ModelVersionResolver,
} from './modules/model/model.resolver.js';
import {
  ModelMutationResolver,
  ProjectModelsResolver,
  RunModelResolver,
} from './modules/model/model-mutation.resolver.js';
import {
  PairedClipResolver,
  PairedComparisonResolver,
} from './modules/paired-comparison/paired-comparison.resolver.js';
import { PredictionResolver, RunPredictionsResolver } from './modules/prediction/prediction.resolver.js';
import { ProjectResolver } from './modules/project/project.resolver.js';
import {
  BoardPublishedFigureResolver,
  PublishedFigureResolver,
} from './modules/published-figure/published-figure.resolver.js';
import { QueueEntryResolver, QueueResolver } from './modules/queue/queue.resolver.js';
import { ArtifactResolver } from './modules/run/artifact.resolver.js';
import { ProjectRunsResolver, RunResolver } from './modules/run/run.resolver.js';
import { RunLogResolver } from './modules/run/run-log.resolver.js';
import { RunMutationResolver } from './modules/run/run-mutation.resolver.js';
import { RunOverviewResolver } from './modules/run/run-overview.resolver.js';
import { SplitPlanResolver } from './modules/run/split-plan.resolver.js';
import { SavedViewResolver } from './modules/saved-view/saved-view.resolver.js';
import { ExperimentScoreSheetResolver, RunScoreSheetResolver } from './modules/score-sheet/score-sheet.resolver.js';
import { NodeResolver } from './modules/shared/node.resolver.js';
import { SubscriptionResolver } from './modules/shared/subscription.resolver.js';
import { RunSliceResolver } from './modules/slice/slice.resolver.js';
import { SplitDetailsResolver } from './modules/split-details/split-details.resolver.js';
import {
  ExperimentSelectionResolver,
  ExperimentSelectionsResolver,
  ProjectSweepsResolver,
  SweepResolver,
  SweepTrialResolver,
} from './modules/sweep/sweep.resolver.js';
import { TemplateResolver } from './modules/template/template.resolver.js';
import { ProjectTokensResolver, TokenResolver, ViewerTokensResolver } from './modules/token/token.resolver.js';
import { ProjectTrashResolver, TrashResolver } from './modules/trash/trash.resolver.js';
import { UploadResolver } from './modules/upload/upload.resolver.js';
import { AccountResolver, ViewerResolver } from './modules/viewer/viewer.resolver.js';
import { WorkerResolver } from './modules/worker/worker.resolver.js';

/** The executable schema. Input is checked by the services, with zod, not by class-validator. */
export async function createSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      AccountResolver,
      ArchitectureResolver,
      ArtifactResolver,
      AuditEventResolver,
      AuditResolver,
      BoardChangeResolver,
      BoardLinkResolver,
      BoardPublishedFigureResolver,
      ProjectBoardLinksResolver,
      ClipPredictionResolver,
      ClipResolver,
      ComparisonResolver,
      DatasetImportResolver,
      DatasetResolver,
      DatasetVersionResolver,
      DeltaResolver,
      DeltaSubscriptionResolver,
      ExperimentCertificateResolver,
      EstimateResolver,
      ExperimentResolver,
      FeatureFiguresResolver,
      ExperimentScoreSheetResolver,
      FeatureSetResolver,
      InflationResolver,
      LeaderboardEntryResolver,
      LeaderboardKeyResolver,
      LeaderboardResolver,
      MemberResolver,
      MetricLogResolver,
      ModelAliasMoveResolver,
      ModelAliasResolver,
      ModelMutationResolver,
      ModelResolver,
      ModelVersionResolver,
      NodeResolver,
      PackedSeriesResolver,
      PairedClipResolver,
      PairedComparisonResolver,
      PredictionResolver,
      ProjectArchitecturesResolver,
      ProjectClipPredictionsResolver,
      ProjectExperimentsResolver,
      ProjectLeaderboardResolver,
      ProjectModelsResolver,
      ProjectResolver,
      ProjectRunsResolver,
      PublishedFigureResolver,
      QueueEntryResolver,
      QueueResolver,
      RunCertificateResolver,
      RunConfusionMatrixResolver,
      RunPredictionsResolver,
      RunMetricResolver,
      RunModelResolver,
      RunLogResolver,
      RunMutationResolver,
      RunOverviewResolver,
      SavedViewResolver,
      RunResolver,
      RunScoreSheetResolver,
      RunSliceResolver,
      SeriesResolver,
      SplitDetailsResolver,
      SplitPlanResolver,
      SubscriptionResolver,
      ProjectTokensResolver,
      TemplateResolver,
      ExperimentSelectionResolver,
      ExperimentSelectionsResolver,
      ProjectSweepsResolver,
      SweepResolver,
      SweepTrialResolver,
      TokenResolver,
      ViewerResolver,
      ViewerTokensResolver,
      ProjectTrashResolver,
      TrashResolver,
      UploadResolver,
      WorkerResolver,
    ],
    validate: false,
    // Demanded by type-graphql; subscriptions here read the change feed through iterables of their own.
    pubSub: createPubSub(),
  });
  return resolveDirectly(schema);
}
