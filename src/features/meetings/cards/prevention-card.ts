/** What a meeting decided, as the card of a piece of feedback shows it. */
import { text } from '../../../chat/blocks.js';
import { type Block, bold } from '../../../chat/card.js';
import type { Decided } from '../store/ticks.js';
import { oneLine } from './agenda-words.js';

/** @param earlier the name of the item that came back as this one; null: it is about this one */
export function decidedBlocks(
  { decision, meetingName, tickedAt }: Decided,
  { earlier, timeZone }: { readonly earlier: string | null; readonly timeZone: string },
): Block {
  const about = earlier ? `When ${earlier} was discussed, ` : '';
  const when = { kind: 'time', at: tickedAt, timeZone, style: 'date' } as const;
  if (decision === null) return text([about, bold(`${meetingName} discussed it`), ', ', when, '.']);
  return text([about, bold(`${meetingName} decided`), ', ', when, `: ${oneLine(decision)}`]);
}
