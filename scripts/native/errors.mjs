/** Something a person can put right: printed as one sentence, without a stack trace. */
export class SetupError extends Error {}
