import { formatDuration, plural } from '../../format/format';
import type { TemplateLineFragment } from '../../generated/graphql';

export interface Total {
  readonly runCount: number;
  /** Seconds of those parts whose time is known; null when it is known of none. */
  readonly seconds: number | null;
  /** Chosen parts whose time is not known. */
  readonly unknownCount: number;
}

/** What is chosen when a template is opened: what takes minutes and can be launched. */
export function defaultKeys(parts: readonly TemplateLineFragment[]): ReadonlySet<string> {
  return new Set(parts.filter((part) => part.isDefault && part.problem === null).map(({ key }) => key));
}

export function totalOf(parts: readonly TemplateLineFragment[], chosen: ReadonlySet<string>): Total {
  const counted = parts.filter(({ key }) => chosen.has(key));
  const known = counted.flatMap(({ estimate }) => (estimate === null ? [] : [estimate.seconds]));
  return {
    runCount: counted.reduce((sum, { runCount }) => sum + runCount, 0),
    seconds: known.length === 0 ? null : known.reduce((sum, seconds) => sum + seconds, 0),
    unknownCount: counted.length - known.length,
  };
}

/** What the chosen experiments cost together, in a sentence. */
export function totalText({ runCount, seconds, unknownCount }: Total): string {
  if (runCount === 0) return 'Nothing is chosen.';
  const unknown = `${plural(unknownCount, 'experiment')} of unknown length`;
  const training =
    seconds === null
      ? unknown
      : `about ${formatDuration(seconds)} of training one after the other${unknownCount === 0 ? '' : ` and ${unknown}`}`;
  return `${plural(runCount, 'run')}, ${training}. Computing features is not counted.`;
}
