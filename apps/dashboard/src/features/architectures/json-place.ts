/**
 * The line of a JSON text where the value at a path begins, counted from 1; as far along the path as the text goes.
 * null for text that is not JSON.
 */
export function lineOfPath(text: string, path: readonly string[]): number | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const found = new PlaceReader(text).find(path);
  return text.slice(0, found).split('\n').length;
}

/** Line and column of a JSON syntax error, where the engine says it; for the message of an editor. */
export function syntaxError(text: string): { readonly message: string; readonly line: number | null } | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const line = position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
    return { message: message.replace(/ in JSON at position.*$/, '').replace(/ \(line.*$/, ''), line };
  }
}

/** Walks valid JSON without building it. */
class PlaceReader {
  #at = 0;

  constructor(private readonly text: string) {}

  find(path: readonly string[]): number {
    this.#space();
    let start = this.#at;
    for (const key of path) {
      const opening = this.text[this.#at];
      const entered =
        opening === '{' ? this.#enterObject(key) : opening === '[' ? this.#enterArray(Number(key)) : false;
      if (!entered) break;
      start = this.#at;
    }
    return start;
  }

  #enterObject(key: string): boolean {
    this.#at++;
    for (;;) {
      this.#space();
      if (this.text[this.#at] !== '"') return false;
      const name = this.#string();
      this.#space();
      this.#at++;
      this.#space();
      if (name === key) return true;
      this.#skip();
      this.#space();
      if (this.text[this.#at] !== ',') return false;
      this.#at++;
    }
  }

  #enterArray(index: number): boolean {
    this.#at++;
    this.#space();
    for (let i = 0; i < index; i++) {
      if (this.text[this.#at] === ']') return false;
      this.#skip();
      this.#space();
      if (this.text[this.#at] !== ',') return false;
      this.#at++;
      this.#space();
    }
    return this.text[this.#at] !== ']';
  }

  #skip(): void {
    const opening = this.text[this.#at];
    if (opening === '"') {
      this.#string();
      return;
    }
    if (opening !== '{' && opening !== '[') {
      while (this.#at < this.text.length && !',]}'.includes(this.text[this.#at] ?? '')) this.#at++;
      return;
    }
    let depth = 0;
    do {
      const character = this.text[this.#at];
      if (character === '"') {
        this.#string();
        continue;
      }
      if (character === '{' || character === '[') depth++;
      if (character === '}' || character === ']') depth--;
      this.#at++;
    } while (depth > 0);
  }

  #string(): string {
    const start = this.#at++;
    while (this.text[this.#at] !== '"') this.#at += this.text[this.#at] === '\\' ? 2 : 1;
    this.#at++;
    return String(JSON.parse(this.text.slice(start, this.#at)));
  }

  #space(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at++;
  }
}
