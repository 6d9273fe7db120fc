/** Where a JSON text goes wrong: JSON.parse of Node 20 tells no place, and quotes what stands there, which may be a secret. */

const SPACE = /[ \t\r\n]*/y;
const SCALAR =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The offset of the first character that cannot be there; undefined when the text is JSON. */
export function jsonErrorAt(text: string): number | undefined {
  const reader = new Reader(text);
  const isRead = reader.value() && reader.isAtEnd();
  return isRead ? undefined : reader.at;
}

class Reader {
  at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    this.skip(SPACE);
    return this.at === this.text.length;
  }

  value(): boolean {
    if (this.takes('{')) return this.members('}', () => this.skipString() && this.takes(':') && this.value());
    if (this.takes('[')) return this.members(']', () => this.value());
    return this.skip(SCALAR);
  }

  private members(close: string, member: () => boolean): boolean {
    if (this.takes(close)) return true;
    do {
      if (!member()) return false;
    } while (this.takes(','));
    return this.takes(close);
  }

  private skipString(): boolean {
    this.skip(SPACE);
    return this.text[this.at] === '"' && this.skip(SCALAR);
  }

  private takes(mark: string): boolean {
    this.skip(SPACE);
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private skip(pattern: RegExp): boolean {
    if (pattern !== SPACE) this.skip(SPACE);
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return false;
    this.at += found[0].length;
    return true;
  }
}
