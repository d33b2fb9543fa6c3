/** What a key may hold without backticks. */
const PLAIN_KEY = /^[\p{L}\p{N}_][\p{L}\p{N}_./@%-]*$/u;
/** What a value may be without quotes: begins with a letter, so that it is no number, date or duration. */
const PLAIN_VALUE = /^\p{L}[\p{L}\p{N}_./-]*$/u;

/** A metric's or parameter's key as it stands behind `metrics.test.` or `params.`. */
export function quoteKey(key: string): string {
  return PLAIN_KEY.test(key) ? key : `\`${key.replaceAll('`', '``')}\``;
}

/** The key that `quoteKey` wrote; null when backticks stand where they cannot. */
export function unquoteKey(written: string): string | null {
  if (!written.includes('`')) return written === '' ? null : written;
  const quoted = /^`((?:[^`]|``)+)`$/.exec(written)?.[1];
  return quoted === undefined ? null : quoted.replaceAll('``', '`');
}

export function quoteText(text: string): string {
  return PLAIN_VALUE.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A text that is always quoted: a search among names. */
export function alwaysQuoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
