export interface Badge {
  /** Left part: what was measured. */
  readonly label: string;
  /** Right part: the score, or why there is none. */
  readonly message: string;
  readonly tone: 'good' | 'warn' | 'plain';
}

/** Contrast with white text is at least 4.5. */
const FILLS = { good: '#1f6f54', warn: '#9a4a00', plain: '#50596b' } as const;
const HEIGHT = 20;
const PADDING = 7;

/** A flat badge as in READMEs: two boxes, the text also as a title for screen readers. */
export function badgeSvg({ label, message, tone }: Badge): string {
  const [left, right] = [boxWidth(label), boxWidth(message)];
  const whole = xmlText(`${label}: ${message}`);
  const text = (x: number, value: string, width: number) =>
    `<text x="${x}" y="14" textLength="${width - 2 * PADDING}" lengthAdjust="spacingAndGlyphs">${xmlText(value)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${whole}"><title>${whole}</title><clipPath id="r"><rect width="${left + right}" height="${HEIGHT}" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#2b3140"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${FILLS[tone]}"/></g><g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${text(PADDING, label, left)}${text(left + PADDING, message, right)}</g></svg>\n`;
}

/** Widths of Verdana at 11 px, roughly; `textLength` makes up for the rest. */
function boxWidth(text: string): number {
  const width = [...text].reduce((sum, character) => sum + (/[il.,·|!:;' ()]/.test(character) ? 4 : 7), 0);
  return width + 2 * PADDING;
}

export function xmlText(text: string): string {
  // Characters that XML 1.0 has no way to write would make the whole picture unreadable.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const writable = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return writable
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
