import { DomainError, type ProtocolName, type Task } from '@voxboard/domain';

/** Thrown when a published actor list meets a speaker it does not name. */
export class UnknownSpeakerError extends DomainError {
  readonly code = 'UNKNOWN_SPEAKER';
  constructor(
    readonly protocol: ProtocolName,
    readonly speakers: readonly string[],
  ) {
    super(
      `Protocol ${protocol} is a published list of actors 1 to 24 and does not name ${quoted(speakers)}. ` +
        'Use by-speaker or loso for this dataset.',
    );
  }
}

/** Thrown when a published actor list names speakers that the dataset lacks: its figures could not be compared. */
export class MissingSpeakerError extends DomainError {
  readonly code = 'MISSING_SPEAKER';
  constructor(
    readonly protocol: ProtocolName,
    readonly speakers: readonly string[],
  ) {
    super(
      `Protocol ${protocol} tests actors that this dataset lacks: ${quoted(speakers)}. ` +
        'Import the whole corpus, or use by-speaker or loso.',
    );
  }
}

/** Thrown when there are fewer speakers, statements or clips than the parts that each need one. */
export class TooFewGroupsError extends DomainError {
  readonly code = 'TOO_FEW_GROUPS';
  constructor(
    readonly group: 'clip' | 'row' | 'speaker' | 'statement',
    readonly available: number,
    readonly needed: number,
    purpose: string,
  ) {
    super(`${purpose} needs at least ${needed} ${group}s and there are ${available}. Use fewer folds or more data.`);
  }
}

/** Thrown when a class of the dataset would be missing from a fold's training part: it could not be learnt. */
export class ClassAbsentError extends DomainError {
  readonly code = 'CLASS_ABSENT';
  constructor(
    readonly foldIndex: number,
    readonly classes: readonly string[],
  ) {
    super(
      `Fold ${foldIndex} would train without ${quoted(classes)}: all clips of it are in validation or test. ` +
        'Use fewer folds, a smaller validation share, smaller groups, or a dataset without that class.',
    );
  }
}

/** Thrown when there is nothing to tell apart: no labelled clip, or one class only. */
export class TooFewClassesError extends DomainError {
  readonly code = 'TOO_FEW_CLASSES';
  constructor(
    readonly task: Task,
    readonly classes: readonly string[],
  ) {
    super(
      `Task ${task} needs clips of at least 2 classes; this dataset has ${classes.length === 0 ? 'no labelled clip' : `only ${quoted(classes)}`}. ` +
        'Choose another task, or import the labels.',
    );
  }
}

/** Thrown when a protocol groups by something the corpus does not say of every clip. */
export class MissingFieldError extends DomainError {
  readonly code = 'MISSING_FIELD';
  constructor(
    readonly field: 'statement',
    readonly clipCount: number,
  ) {
    super(`${clipCount} clips do not say their ${field}. Import it, or choose a protocol that does not group by it.`);
  }
}

/** Thrown when speakers are the classes and the protocol keeps every test speaker out of training. */
export class SpeakerTaskError extends DomainError {
  readonly code = 'SPEAKER_TASK';
  constructor(readonly protocol: ProtocolName) {
    super(
      `Task SPEAKER cannot be measured under ${protocol}: no test speaker is in training. Use by-clip or by-statement.`,
    );
  }
}

/** Thrown when a protocol is given an option that it does not have: ignoring it would misname the split. */
export class ProtocolOptionError extends DomainError {
  readonly code = 'PROTOCOL_OPTION';
  constructor(
    readonly protocol: ProtocolName,
    readonly option: string,
    reason: string,
  ) {
    super(`Protocol ${protocol} cannot take ${option}: ${reason}. Leave it out.`, { path: ['protocol', option] });
  }
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
}
