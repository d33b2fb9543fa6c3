/**
 * Runs one step of a decoder without letting it print. The WebAssembly decoders write to the console what they also
 * return as errors; a damaged file in a corpus of thousands must not flood somebody's terminal. They print before they
 * return, so that nothing else can run meanwhile.
 */
export function quietly<T>(step: () => T): T {
  const { error, warn } = console;
  const silence = () => {};
  Object.assign(console, { error: silence, warn: silence });
  try {
    return step();
  } finally {
    Object.assign(console, { error, warn });
  }
}
