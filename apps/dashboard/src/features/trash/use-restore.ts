'use client';
import { useMutationResult } from '../../api/use-mutation-result';
import {
  RestoreDatasetDocument,
  RestoreExperimentDocument,
  RestoreFeatureSetDocument,
  RestoreRunsDocument,
} from '../../generated/graphql';
import { notify } from '../../ui/notify';
import type { TrashItem } from './trash-words';

/** Brings back what was deleted, whatever it is, and says so. */
export function useRestore(): [(item: Pick<TrashItem, 'kind' | 'id' | 'name'>) => Promise<void>, boolean] {
  const [experiment, isExperiment] = useMutationResult(RestoreExperimentDocument, 'restoreExperiment');
  const [runs, isRuns] = useMutationResult(RestoreRunsDocument, 'restoreRuns');
  const [featureSet, isFeatureSet] = useMutationResult(RestoreFeatureSetDocument, 'restoreFeatureSet');
  const [dataset, isDataset] = useMutationResult(RestoreDatasetDocument, 'restoreDataset');
  const bringBack = ({ kind, id }: Pick<TrashItem, 'kind' | 'id'>) => {
    switch (kind) {
      case 'EXPERIMENT':
        return experiment({ input: { experimentId: id } });
      case 'RUN':
        return runs({ input: { runIds: [id] } });
      case 'FEATURE_SET':
        return featureSet({ input: { featureSetId: id } });
      case 'DATASET':
        return dataset({ input: { datasetId: id } });
    }
  };
  const restore = async (item: Pick<TrashItem, 'kind' | 'id' | 'name'>) => {
    const outcome = await bringBack(item);
    if (outcome.ok) notify('success', `${item.name} is back.`);
    else notify('error', outcome.failure.message);
  };
  return [restore, isExperiment || isRuns || isFeatureSet || isDataset];
}
