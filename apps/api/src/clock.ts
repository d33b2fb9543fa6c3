/** The time, injected so that tests can hold it. */
export type Clock = () => Date;
