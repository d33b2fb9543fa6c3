'use client';
import { ShieldCheck, TriangleAlert } from 'lucide-react';
import { formatCompact, formatCount, sentenceCase } from '../../format/format';
import type { ArchitectureChoiceFragment, ProtocolChoiceFragment, Task } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { ChoiceCard } from '../../ui/choice-card';
import { Notice } from '../../ui/notice';
import { type FeatureSetOption, fits, rowKind } from './launch-form';

const TASKS: readonly { readonly task: Task; readonly text: string }[] = [
  { task: 'EMOTION', text: 'Which emotion was acted' },
  { task: 'GENDER', text: 'Female or male voice' },
  { task: 'SPEAKER', text: 'Who speaks' },
];

export function TaskChoices({ value, onChange }: { readonly value: Task; readonly onChange: (task: Task) => void }) {
  return (
    <div className="grid gap-2 sm:grid-cols-3">
      {TASKS.map(({ task, text }) => (
        <ChoiceCard
          key={task}
          type="radio"
          name="task"
          value={task}
          checked={value === task}
          onChange={() => onChange(task)}
          title={sentenceCase(task)}
        >
          {text}
        </ChoiceCard>
      ))}
    </div>
  );
}

export function FeatureSetChoices({
  options,
  value,
  onChange,
}: {
  readonly options: readonly FeatureSetOption[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}) {
  return (
    <div className="grid gap-2 md:grid-cols-2 2xl:grid-cols-3">
      {options.map((option) => (
        <ChoiceCard
          key={option.id}
          type="radio"
          name="features"
          value={option.id}
          checked={value === option.id}
          isDisabled={option.status !== 'READY'}
          onChange={() => onChange(option.id)}
          title={option.name}
          badge={
            option.status !== 'READY' && (
              <Badge tone={option.status === 'FAILED' ? 'bad' : 'accent'}>{stateOf(option)}</Badge>
            )
          }
        >
          {option.datasetName}, version {option.versionNumber} · {rowKind(option.rowShape)}{' '}
          {option.rowShape.map(formatCount).join(' × ')}
          {option.rowsPerClip > 1 && ` · ${option.rowsPerClip} rows a clip`}
        </ChoiceCard>
      ))}
    </div>
  );
}

function stateOf({ status, clipsDone, clipsTotal }: FeatureSetOption): string {
  if (status === 'FAILED') return 'failed';
  return status === 'QUEUED' ? 'waiting' : `${formatCount(clipsDone)} of ${formatCount(clipsTotal)} clips`;
}

export function ArchitectureChoices({
  options,
  featureSet,
  value,
  onChange,
}: {
  readonly options: readonly ArchitectureChoiceFragment[];
  readonly featureSet: FeatureSetOption | null;
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const ordered = [...options].sort((a, b) => Number(fits(b, featureSet)) - Number(fits(a, featureSet)));
  return (
    <div className="grid gap-2 md:grid-cols-2 2xl:grid-cols-3">
      {ordered.map((option) => {
        const isFit = fits(option, featureSet);
        const isChosen = value.includes(option.id);
        return (
          <ChoiceCard
            key={option.id}
            type="checkbox"
            name="architectures"
            value={option.id}
            checked={isChosen}
            isDisabled={!isFit && !isChosen}
            onChange={(isOn) => onChange(isOn ? [...value, option.id] : value.filter((id) => id !== option.id))}
            title={option.name}
            badge={
              <span className="numeric text-sm font-normal text-ink-faint">
                {option.parameterCount === null ? '' : `${formatCompact(option.parameterCount)} parameters`}
              </span>
            }
          >
            {isFit ? option.description : `Reads ${option.inputKind} rows, which these features are not.`}
          </ChoiceCard>
        );
      })}
    </div>
  );
}

export function ProtocolChoices({
  options,
  value,
  onChange,
}: {
  readonly options: readonly ProtocolChoiceFragment[];
  readonly value: string | null;
  readonly onChange: (name: string) => void;
}) {
  const chosen = options.find(({ name }) => name === value);
  const ordered = [...options].sort((a, b) => trust(b) - trust(a));
  return (
    <>
      <div className="grid gap-2 md:grid-cols-2">
        {ordered.map((option) => (
          <ChoiceCard
            key={option.name}
            type="radio"
            name="protocol"
            value={option.name}
            checked={value === option.name}
            onChange={() => onChange(option.name)}
            title={option.name}
            badge={<ProtocolSign protocol={option} />}
          >
            {option.description}
          </ChoiceCard>
        ))}
      </div>
      {chosen?.isLeakyByDesign && (
        <Notice tone="warn" className="mt-3" title="Figures under this protocol cannot be believed">
          Copies of test clips are trained on. Use it to show the effect; it is never ranked with the others.
        </Notice>
      )}
    </>
  );
}

/** The default first, then what tests on unheard voices; what inflates the score comes last. */
function trust({ name, isLeakyByDesign, claimsSpeakerIndependence }: ProtocolChoiceFragment): number {
  if (isLeakyByDesign) return -1;
  return (name === 'by-speaker' ? 2 : 0) + (claimsSpeakerIndependence ? 1 : 0);
}

function ProtocolSign({ protocol }: { readonly protocol: ProtocolChoiceFragment }) {
  if (protocol.isLeakyByDesign) {
    return (
      <Badge tone="warn">
        <TriangleAlert aria-hidden /> leaky
      </Badge>
    );
  }
  return protocol.claimsSpeakerIndependence ? (
    <Badge tone="good">
      <ShieldCheck aria-hidden /> unheard speakers
    </Badge>
  ) : null;
}
