import { labelOf } from '@voxboard/domain';
import { type AuditCheck, counted, failed, passed, unknown } from '../check-result.js';

/** The classes that were learnt are not what the corpus says of the clips, for example cut from the wrong field of a path. */
export const labelSourceCheck: AuditCheck = {
  check: 'label-source',
  severity: 'LEAK',
  examine({ evidence, used }) {
    const { usedLabels, clips, task, labels } = evidence;
    if (usedLabels === null) {
      return unknown('It was not recorded which label each clip was used with.', 'Record the labels of the run.');
    }
    const wrong = used.filter((i) => {
      const index = usedLabels[i];
      return index === undefined || index === null || labels[index] !== labelOf(clips[i], task);
    });
    const counts = { clips: used.length, wrong: wrong.length };
    if (wrong.length === 0) return passed(`All labels are the corpus's own for ${task}.`, counts);
    return failed(
      `${counted(wrong.length, 'clip')} of ${used.length} used with a label that is not the corpus's own for ${task}.`,
      'Take labels from the dataset, by the field of the task.',
      counts,
      wrong.map((i) => {
        const index = usedLabels[i] ?? Number.NaN;
        return `${clips[i].name}: used as ${labels[index] ?? 'nothing'}, is ${labelOf(clips[i], task) ?? 'unlabelled'}`;
      }),
    );
  },
};
