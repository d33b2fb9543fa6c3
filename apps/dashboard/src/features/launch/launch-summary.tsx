'use client';
import { Rocket } from 'lucide-react';
import { formatCount, MISSING, plural, sentenceCase } from '../../format/format';
import type { ArchitectureChoiceFragment, LaunchEstimateInput, ProtocolChoiceFragment } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Notice } from '../../ui/notice';
import { PropertyList } from '../../ui/property-list';
import { LaunchEstimate } from './launch-estimate';
import type { FeatureSetOption, LaunchForm, LaunchPlan } from './launch-form';

/** What will happen when the button is pressed. */
export function LaunchSummary({
  form,
  plan,
  estimate,
  trialCount,
  featureSet,
  architectures,
  protocol,
  generalFailures,
  isLaunching,
  errorCount,
}: {
  readonly form: LaunchForm;
  readonly plan: LaunchPlan;
  readonly estimate: LaunchEstimateInput | null;
  /** Of a sweep; null for a launch. */
  readonly trialCount: number | null;
  readonly featureSet: FeatureSetOption | null;
  readonly architectures: readonly ArchitectureChoiceFragment[];
  readonly protocol: ProtocolChoiceFragment | null;
  readonly generalFailures: readonly string[];
  readonly isLaunching: boolean;
  readonly errorCount: number;
}) {
  const { foldCount, seedCount, runCount } = plan;
  return (
    <aside
      aria-label="Summary"
      className="sticky top-5 flex flex-col gap-4 rounded-lg border border-line bg-surface p-4 shadow-panel max-xl:bottom-18 max-xl:z-10 max-xl:shadow-pop lg:max-xl:bottom-4"
    >
      <div className="max-xl:hidden">
        <h2 className="mb-2 font-semibold">Summary</h2>
        <PropertyList
          items={[
            { name: 'Task', value: sentenceCase(form.task) },
            { name: 'Features', value: featureSet?.name ?? MISSING },
            { name: 'Architectures', value: architectures.map(({ name }) => name).join(', ') || MISSING },
            {
              name: 'Protocol',
              value: protocol ? `${protocol.name}${protocol.isLeakyByDesign ? ' (leaky)' : ''}` : MISSING,
            },
          ]}
        />
      </div>
      <div className="flex items-end justify-between gap-3 xl:border-t xl:border-line xl:pt-3">
        <div>
          <p className="numeric text-xl font-semibold tracking-tight" aria-live="polite">
            {trialCount !== null ? plural(trialCount, 'trial') : runCount === null ? MISSING : plural(runCount, 'run')}
          </p>
          <p className={classNames('numeric text-sm text-ink-faint', trialCount !== null && 'hidden')}>
            {foldCount === null ? 'folds of the data' : plural(foldCount, 'fold')} × {plural(seedCount, 'seed')} ×{' '}
            {formatCount(architectures.length)} {architectures.length === 1 ? 'architecture' : 'architectures'}
          </p>
        </div>
      </div>
      <LaunchEstimate input={estimate} />
      {errorCount > 0 && (
        <p role="alert" className="text-sm text-bad">
          {plural(errorCount, 'field needs', 'fields need')} your attention.
        </p>
      )}
      {generalFailures.length > 0 && (
        <Notice tone="bad" title="Not launched">
          {generalFailures.map((message) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      <Button type="submit" variant="primary" disabled={isLaunching}>
        <Rocket aria-hidden /> {isLaunching ? 'Launching…' : trialCount === null ? 'Launch' : 'Begin the sweep'}
      </Button>
    </aside>
  );
}
