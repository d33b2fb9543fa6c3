import { formatPercent, MISSING, plural } from '../../format/format';
import type { TrainingFactsFragment } from '../../generated/graphql';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';
import { AuditMark } from '../models/audit-mark';
import { describeTraining } from '../models/describe-training';

export interface TrustFacts {
  readonly uar: number | null;
  readonly uarLower: number | null;
  readonly uarUpper: number | null;
  readonly testClipCount: number | null;
  readonly testSpeakerCount: number | null;
  readonly protocolName: string | null;
  readonly training: TrainingFactsFragment;
}

/** How far the model can be believed: what it was trained on, how well it did, and how sure that is. */
export function TrustPanel({
  facts,
  objections,
  auditStatus,
}: {
  readonly facts: TrustFacts;
  readonly objections: readonly string[];
  readonly auditStatus: string;
}) {
  const { uar, uarLower, uarUpper, testClipCount, testSpeakerCount } = facts;
  const interval =
    uarLower === null || uarUpper === null
      ? 'no interval: it was tested on too few people'
      : `between ${formatPercent(uarLower, 0)} and ${formatPercent(uarUpper, 0)} for people like those tested`;
  const people = testSpeakerCount === null ? '' : ` of ${plural(testSpeakerCount, 'person', 'people')}`;
  return (
    <Panel title="How far to believe it" bodyClassName="flex flex-col gap-3 p-4">
      <PropertyList
        items={[
          { name: 'Trained on', value: describeTraining(facts) },
          {
            name: 'Right',
            value: uar === null ? MISSING : `${formatPercent(uar)} of each class on average (UAR), ${interval}`,
          },
          { name: 'Tested on', value: testClipCount === null ? MISSING : `${plural(testClipCount, 'clip')}${people}` },
          { name: 'Protocol', value: facts.protocolName ?? 'not stated' },
          { name: 'Audit', value: <AuditMark status={auditStatus} /> },
        ]}
      />
      {objections.map((objection) => (
        <Notice key={objection} tone="warn">
          {objection}
        </Notice>
      ))}
    </Panel>
  );
}
