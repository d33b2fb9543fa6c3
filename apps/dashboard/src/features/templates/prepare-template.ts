import type { TemplateLineFragment } from '../../generated/graphql';

export interface Total {
  readonly runCount: number;
  /** Seconds of those parts whose time is known. */
  readonly seconds: number;
  /** Chosen parts whose time is not known. */
  readonly unknownCount: number;
}

/** What is chosen when a template is opened: what takes minutes and can be launched. */
export function defaultKeys(parts: readonly TemplateLineFragment[]): ReadonlySet<string> {
  return new Set(parts.filter((part) => part.isDefault && part.problem === null).map(({ key }) => key));
}

export function totalOf(parts: readonly TemplateLineFragment[], chosen: ReadonlySet<string>): Total {
  const counted = parts.filter(({ key }) => chosen.has(key));
  return {
    runCount: counted.reduce((sum, { runCount }) => sum + runCount, 0),
    seconds: counted.reduce((sum, { estimate }) => sum + (estimate?.seconds ?? 0), 0),
    unknownCount: counted.filter(({ estimate }) => estimate === null).length,
  };
}
