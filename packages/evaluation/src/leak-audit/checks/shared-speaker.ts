import { claimsSpeakerIndependence } from '@voxboard/domain';
import type { Part } from '../../splits/balance-table.js';
import type { AuditContext } from '../audit-context.js';
import { type AuditCheck, counted, failed, notApplicable, passed } from '../check-result.js';

/** A voice is in two parts although the protocol says that the model is tested on strangers. */
export const sharedSpeakerCheck: AuditCheck = {
  check: 'shared-speaker',
  severity: 'LEAK',
  examine(context) {
    const { protocol } = context.evidence;
    if (!claimsSpeakerIndependence(protocol)) {
      return notApplicable(`Protocol ${protocol} does not claim to test on unknown speakers.`);
    }
    const speakers = {
      train: speakersOf(context, 'train'),
      validation: speakersOf(context, 'validation'),
      test: speakersOf(context, 'test'),
    };
    const shared = [...new Set([...speakers.train, ...speakers.validation])].filter(
      (speaker) => speakers.test.has(speaker) || (speakers.train.has(speaker) && speakers.validation.has(speaker)),
    );
    const counts = {
      trainSpeakers: speakers.train.size,
      validationSpeakers: speakers.validation.size,
      testSpeakers: speakers.test.size,
      shared: shared.length,
    };
    if (shared.length === 0) return passed('No speaker is in two parts.', counts);
    return failed(
      `${counted(shared.length, 'speaker')} in more than one part.`,
      'Split by speaker, validation included.',
      counts,
      shared.map((speaker) => `speaker ${speaker}`),
    );
  },
};

function speakersOf({ evidence, clipsOf }: AuditContext, part: Part): Set<string> {
  return new Set([...clipsOf[part]].map((clip) => evidence.clips[clip].speaker));
}
