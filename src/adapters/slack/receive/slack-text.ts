/** What people typed, as Slack writes it, back into what they meant; receive.ts calls it for commands and messages. */

/** Names what Slack writes as ids. Each answers what is to stand in the line. */
export interface Namer {
  /** `@maya`; null: nobody who can be named. */
  user(userId: string): Promise<string | null>;
  /** `<#our id>` where a detail wants a place, `#general` in a sentence; null: nothing that can be named. */
  channel(channelId: string, name: string | null, isDetail: boolean): Promise<string | null>;
}

/** `<@U1|maya>`, `<#C1|general>`, `<!here>`, `<!subteam^S1|@sales>`, `<!date^…|Monday>`, `<https://x|label>`. */
const CONTROL = /<([^<>]*)>/g;

/** The line with mentions and channels named, links as they were typed, and `&lt;` and the like undone, once. */
export async function readSlackText(typed: string, namer: Namer): Promise<string> {
  const pieces: string[] = [];
  let at = 0;
  for (const match of typed.matchAll(CONTROL)) {
    const isDetail = /\S:["“]?$/.test(typed.slice(0, match.index));
    pieces.push(undoEscapes(typed.slice(at, match.index)), await meant(match[1] ?? '', isDetail, namer));
    at = match.index + match[0].length;
  }
  pieces.push(undoEscapes(typed.slice(at)));
  return pieces.join('');
}

async function meant(inner: string, isDetail: boolean, namer: Namer): Promise<string> {
  const bar = inner.indexOf('|');
  const head = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? null : undoEscapes(inner.slice(bar + 1));
  if (/^@[UW][A-Z0-9]+$/.test(head)) return (await namer.user(head.slice(1))) ?? `@${label || head.slice(1)}`;
  if (/^#[CGD][A-Z0-9]+$/.test(head)) {
    return (await namer.channel(head.slice(1), label || null, isDetail)) ?? `#${label || head.slice(1)}`;
  }
  if (head.startsWith('!')) return label ?? `@${head.slice(1).split('^', 1)[0]}`;
  const address = undoEscapes(head);
  return label === null || label === address || `mailto:${label}` === address
    ? (label ?? address)
    : `${label} (${address})`;
}

function undoEscapes(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
