/** Settings as a file `.env`, as Node's parseEnv reads it. */

/** Where the data was is no use where it is restored to. */
const places = ['DATABASE_URL', 'DATA_DIR'];

export function envFileOf(env: Readonly<Record<string, string>>): string {
  const lines = Object.entries(env).map(([key, value]) => {
    const line = `${key}=${quote(value)}`;
    return places.includes(key) ? line.replaceAll(/^/gm, '# ') : line;
  });
  return `${lines.join('\n')}\n`;
}

/** There is no way to write a quote within the same quotes. */
function quote(value: string): string {
  if (/^[\w./:@%+=,-]*$/.test(value)) return value;
  const mark = ["'", '"', '`'].find((each) => !value.includes(each) && !(each === '"' && value.includes('\\')));
  if (mark === undefined) throw new Error('A setting has every kind of quotes in it.');
  return `${mark}${value}${mark}`;
}
