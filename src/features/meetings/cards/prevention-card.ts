/** What a meeting decided, as the card of a piece of feedback shows it. */
import { text } from '../../../chat/blocks.js';
import { type Block, bold, inlines } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { Decided } from '../store/ticks.js';
import { oneLine } from './agenda-words.js';

/** @param earlier the name of the item that came back as this one; null: it is about this one */
export function decidedBlocks(
  { decision, meetingName, tickedAt }: Decided,
  { earlier, timeZone }: { readonly earlier: string | null; readonly timeZone: string },
): Block {
  const when = { kind: 'time', at: tickedAt, timeZone, style: 'date' } as const;
  const line =
    decision === null
      ? sayLine('{meeting}, {when}.', { meeting: bold(say('{meeting} discussed it', { meeting: meetingName })), when })
      : sayLine('{meeting}, {when}: {decision}', {
          meeting: bold(say('{meeting} decided', { meeting: meetingName })),
          when,
          decision: oneLine(decision),
        });
  return text(earlier ? [`${say('When {earlier} was discussed,', { earlier })} `, ...inlines(line)] : line);
}
