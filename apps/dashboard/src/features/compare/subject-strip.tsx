'use client';
import { Eye, EyeOff, Pin, X } from 'lucide-react';
import Link from 'next/link';
import { memo } from 'react';
import { LineSwatch, slotColor, useHighlight, useIsHighlighted } from '../../charts';
import { Badge } from '../../ui/badge';
import { Button, IconButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { AuditBadge } from '../audit';
import { ProtocolBadge, RunStatusMark } from '../runs';
import type { Subject } from './subject';
import { FIRST_VISIBLE } from './visible-subjects';

/** What is compared: the pinned one is what the others are measured against; an eye shuts out of the charts. */
export const SubjectStrip = memo(function SubjectStrip({
  slug,
  subjects,
  reference,
  visible,
  onReference,
  onVisible,
  onRemove,
}: {
  readonly slug: string;
  readonly subjects: readonly Subject[];
  readonly reference: number;
  readonly visible: ReadonlySet<number>;
  readonly onReference: (id: string) => void;
  readonly onVisible: (places: ReadonlySet<number>) => void;
  readonly onRemove: (id: string) => void;
}) {
  const toggle = (place: number) =>
    onVisible(new Set(visible.has(place) ? [...visible].filter((other) => other !== place) : [...visible, place]));
  return (
    <section aria-label="What is compared">
      {subjects.length > FIRST_VISIBLE && (
        <div className="mb-2 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
          <span>
            {visible.size} of {subjects.length} drawn
          </span>
          <Button size="sm" onClick={() => onVisible(new Set(subjects.slice(0, FIRST_VISIBLE).keys()))}>
            First {FIRST_VISIBLE}
          </Button>
          <Button size="sm" onClick={() => onVisible(new Set(subjects.keys()))}>
            All
          </Button>
          <Button size="sm" onClick={() => onVisible(new Set())}>
            None
          </Button>
        </div>
      )}
      <ul
        className={classNames(
          'grid gap-2 sm:grid-cols-2 xl:grid-cols-4',
          subjects.length > FIRST_VISIBLE && 'max-h-72 overflow-y-auto pr-1',
        )}
      >
        {subjects.map((subject, index) => (
          <SubjectCard
            key={subject.id}
            slug={slug}
            subject={subject}
            isReference={index === reference}
            isVisible={visible.has(index)}
            onToggle={() => toggle(index)}
            onReference={onReference}
            onRemove={onRemove}
          />
        ))}
      </ul>
    </section>
  );
});

function SubjectCard({
  slug,
  subject,
  isReference,
  isVisible,
  onToggle,
  onReference,
  onRemove,
}: {
  readonly slug: string;
  readonly subject: Subject;
  readonly isReference: boolean;
  readonly isVisible: boolean;
  readonly onToggle: () => void;
  readonly onReference: (id: string) => void;
  readonly onRemove: (id: string) => void;
}) {
  const isHighlighted = useIsHighlighted(subject.id);
  const { onPointerEnter, onPointerLeave } = useHighlight(subject.id);
  const { id, name, kind, run, experiment, note, auditStatus, color, marker } = subject;
  return (
    <li
      className={classNames(
        'flex min-w-0 items-start gap-1 rounded-lg border border-line bg-surface py-2 pr-1.5 pl-3 shadow-panel',
        !isVisible && 'border-dashed',
        isHighlighted && 'bg-subtle',
      )}
      style={{ borderLeft: `3px solid ${slotColor(color)}` }}
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
    >
      <div className="min-w-0 flex-1">
        <span className="flex min-w-0 items-center gap-1.5">
          <LineSwatch color={color} style="solid" marker={marker} />
          {run && <RunStatusMark status={run.status} isStalled={run.isStalled} />}
          <Link
            href={`/p/${slug}/${kind === 'run' ? 'runs' : 'experiments'}/${id}`}
            className="truncate font-medium hover:text-accent hover:underline"
            title={name}
          >
            {name}
          </Link>
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-1.5 text-sm text-ink-faint">
          {isReference && <Badge tone="accent">reference</Badge>}
          {experiment.protocol && <ProtocolBadge protocol={experiment.protocol} />}
          {auditStatus && <AuditBadge status={auditStatus} />}
          {note !== name && <span className="truncate">{note}</span>}
        </span>
      </div>
      <IconButton
        label={isVisible ? `Do not draw ${name}` : `Draw ${name}`}
        aria-pressed={isVisible}
        onClick={onToggle}
      >
        {isVisible ? <Eye /> : <EyeOff />}
      </IconButton>
      {!isReference && (
        <IconButton label={`Measure the others against ${name}`} onClick={() => onReference(id)}>
          <Pin />
        </IconButton>
      )}
      <IconButton label={`Remove ${name}`} onClick={() => onRemove(id)}>
        <X />
      </IconButton>
    </li>
  );
}
