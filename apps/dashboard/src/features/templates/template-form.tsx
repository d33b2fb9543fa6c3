'use client';
import { Rocket } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatDuration, formatPercent, plural } from '../../format/format';
import {
  StartTemplateDocument,
  type StartTemplateMutation,
  type TemplateLineFragment,
  type TemplatesQuery,
} from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { ChoiceCard } from '../../ui/choice-card';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { defaultKeys, totalOf, totalText } from './prepare-template';

type Template = TemplatesQuery['experimentTemplates'][number];
type Part = Extract<StartTemplateMutation['launchTemplate'], { __typename: 'LaunchTemplateSuccess' }>['parts'][number];

/** The experiments of a template to choose from, with what each costs before and what came of it after. */
export function TemplateForm({
  slug,
  versionId,
  template,
  onLaunched,
}: {
  readonly slug: string;
  readonly versionId: string;
  readonly template: Template;
  readonly onLaunched: () => void;
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => defaultKeys(template.parts));
  const [launch, isLaunching] = useMutationResult(StartTemplateDocument, 'launchTemplate');
  const [outcome, setOutcome] = useState<{ parts: readonly Part[]; message: string | null } | null>(null);
  const total = totalOf(template.parts, chosen);
  const toggle = (key: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  const submit = async () => {
    const input = { projectSlug: slug, datasetVersionId: versionId, template: template.key, parts: [...chosen] };
    const result = await launch({ input });
    setOutcome(
      result.ok ? { parts: result.value.parts, message: null } : { parts: [], message: result.failure.message },
    );
    if (result.ok) onLaunched();
  };
  return (
    <Panel title={template.title} hint={template.description}>
      <fieldset className="grid gap-2 md:grid-cols-2 2xl:grid-cols-3">
        <legend className="sr-only">Experiments of {template.title}</legend>
        {template.parts.map((part) => (
          <PartCard
            key={part.key}
            name={template.key}
            part={part}
            isChosen={chosen.has(part.key)}
            onChange={(isChosen) => toggle(part.key, isChosen)}
          />
        ))}
      </fieldset>
      <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-60 text-ink-soft">{totalText(total)}</p>
        <Button variant="primary" onClick={submit} disabled={isLaunching || chosen.size === 0}>
          <Rocket aria-hidden /> {isLaunching ? 'Launching…' : 'Launch'}
        </Button>
      </div>
      {outcome && <Outcome slug={slug} parts={outcome.parts} message={outcome.message} />}
    </Panel>
  );
}

function PartCard({
  name,
  part,
  isChosen,
  onChange,
}: {
  readonly name: string;
  readonly part: TemplateLineFragment;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}) {
  const { problem, estimate, published } = part;
  return (
    <ChoiceCard
      type="checkbox"
      name={name}
      value={part.key}
      checked={isChosen}
      isDisabled={problem !== null}
      onChange={onChange}
      title={part.title}
      badge={
        <>
          {part.protocol === 'study' && <Badge tone="warn">leaky</Badge>}
          {part.isWaiting && <Badge tone="accent">waits for features</Badge>}
        </>
      }
    >
      <span className="block">
        {part.architecture} on {part.recipe}, {plural(part.runCount, 'run')}
        {estimate ? (
          <span title={estimate.basis}>, about {formatDuration(estimate.seconds)}</span>
        ) : (
          problem === null && ', time not known yet'
        )}
      </span>
      {estimate && problem === null && <span className="block text-ink-faint">{estimate.basis}</span>}
      {published && (
        <span className="block text-ink-faint">
          The study: {formatPercent(published.accuracy)} accuracy. {published.note}
        </span>
      )}
      {problem && <span className="block text-warn">{problem}</span>}
      {part.error && <span className="block text-bad">Last time: {part.error}</span>}
    </ChoiceCard>
  );
}

const OUTCOME_WORDS = {
  LAUNCHED: 'launched',
  THERE_ALREADY: 'there already',
  WAITING: 'waiting for features',
  REFUSED: 'refused',
} as const;

function Outcome({
  slug,
  parts,
  message,
}: {
  readonly slug: string;
  readonly parts: readonly Part[];
  readonly message: string | null;
}) {
  if (message !== null) {
    return (
      <Notice tone="bad" className="mt-3">
        {message}
      </Notice>
    );
  }
  const counts = Object.entries(OUTCOME_WORDS).flatMap(([outcome, words]) => {
    const count = parts.filter((part) => part.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  const refused = parts.filter((part) => part.outcome === 'REFUSED');
  return (
    <Notice tone={refused.length > 0 ? 'warn' : 'info'} className="mt-3" title={`${counts.join(', ')}.`}>
      {refused.map((part) => (
        <p key={part.key}>
          {part.key}: {part.message}
        </p>
      ))}
      <p>
        See the{' '}
        <Link href={`/p/${slug}/runs`} className="underline">
          runs
        </Link>
        , and the{' '}
        <Link href={`/p/${slug}/leaderboard`} className="underline">
          leaderboard
        </Link>{' '}
        once the first have finished.
      </p>
    </Notice>
  );
}
