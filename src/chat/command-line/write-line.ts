/** Writes a line as somebody would type it, so that a button can carry it. The parser reads it back. */

/** `customer:"Harbour House"`; between « and » where the value holds quotation marks. */
export function writeDetail(key: string, value: string): string {
  if (!/["“”„]/.test(value)) return `${key}:"${value}"`;
  return `${key}:«${value.replace(/[«»]/g, '"')}»`;
}

/** @param text taken word for word, also where it looks like a detail or a command */
export function writeLine(command: string, details: Readonly<Record<string, string>>, text: string): string {
  const written = Object.entries(details).map(([key, value]) => writeDetail(key, value));
  return [command, ...written, ...(text === '' ? [] : ['--', text])].join(' ');
}
