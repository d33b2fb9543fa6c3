const END_OF_STREAM = 0x04;
const LONGEST_PAGE = 65_307;

/** Whether an Ogg file's last page is marked as the end of its stream: one cut short has none. */
export function isOggEnded(bytes: Uint8Array): boolean {
  const from = Math.max(0, bytes.length - LONGEST_PAGE);
  for (let at = bytes.length - 27; at >= from; at--) {
    const isPage =
      bytes[at] === 0x4f &&
      bytes[at + 1] === 0x67 &&
      bytes[at + 2] === 0x67 &&
      bytes[at + 3] === 0x53 &&
      bytes[at + 4] === 0;
    if (!isPage) continue;
    const segmentCount = bytes[at + 26] ?? 0;
    const table = bytes.subarray(at + 27, at + 27 + segmentCount);
    const isWhole = at + 27 + segmentCount + table.reduce((sum, size) => sum + size, 0) <= bytes.length;
    return isWhole && ((bytes[at + 5] ?? 0) & END_OF_STREAM) !== 0;
  }
  return false;
}
