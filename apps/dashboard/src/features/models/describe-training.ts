import { plural } from '../../format/format';
import type { TrainingFactsFragment } from '../../generated/graphql';

/** What a model was trained on, in a sentence. */
export function describeTraining({ training }: { readonly training: TrainingFactsFragment }): string {
  const { datasetName, datasetVersion, trainedClipCount, trainedSpeakerCount, architecture, foldIndex, foldCount } =
    training;
  const parts: string[] = [];
  if (trainedClipCount !== null) {
    const people = trainedSpeakerCount === null ? '' : ` of ${plural(trainedSpeakerCount, 'person', 'people')}`;
    parts.push(`${plural(trainedClipCount, 'clip')}${people}`);
  }
  if (datasetName !== null)
    parts.push(`from ${datasetName}${datasetVersion === null ? '' : `, version ${datasetVersion}`}`);
  if (architecture !== null) parts.push(`with ${architecture}`);
  if (foldIndex !== null && foldCount !== null) parts.push(`(fold ${foldIndex + 1} of ${foldCount})`);
  return parts.length === 0 ? 'What it was trained on was not stated.' : parts.join(' ');
}
