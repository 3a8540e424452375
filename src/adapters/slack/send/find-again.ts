/** Finds messages again by the mark that they carry as metadata: in the history of a channel or a thread. messenger.ts asks. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Sighting, Sought } from '../../../chat/messenger.js';
import { limits } from '../limits.js';
import { failureOf, refusalCode } from './outcome.js';

const eventType = 'empty_chair_message';

/** What a post carries so that it can be found again. Any app and any member may read it: it holds no words. */
export const metadataOf = (mark: string) => ({ event_type: eventType, event_payload: { mark } });

const found = z.looseObject({
  ts: z.string(),
  metadata: z
    .looseObject({ event_type: z.string(), event_payload: z.looseObject({ mark: z.string() }) })
    .nullish()
    .catch(null),
});
const page = z.looseObject({
  messages: z.array(found).default([]),
  response_metadata: z.looseObject({ next_cursor: z.string().default('') }).nullish(),
});

/** Slack's clock and ours differ by less. */
const skewMs = 3_600_000;

/** @param channel as Slack names it; of a private chat its own id, `D0…`, not the person's */
export async function findAgain(
  client: WebClient,
  channel: string,
  { mark, threadOf, since }: Pick<Sought, 'mark' | 'threadOf' | 'since'>,
): Promise<Sighting> {
  const oldest = String((since.getTime() - skewMs) / 1_000);
  const all = { channel, oldest, limit: limits.historyPage, include_all_metadata: true };
  const read = (cursor: string) => {
    const wanted = { ...all, ...(cursor !== '' && { cursor }) };
    const ts = threadOf?.message;
    return ts === undefined ? client.conversations.history(wanted) : client.conversations.replies({ ...wanted, ts });
  };
  try {
    const marked: string[] = [];
    let cursor = '';
    for (let count = 0; count < limits.historyPages; count += 1) {
      const { messages, response_metadata } = page.parse(await read(cursor));
      for (const { ts, metadata } of messages) {
        if (metadata?.event_type === eventType && metadata.event_payload.mark === mark) marked.push(ts);
      }
      cursor = response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    if (marked.length === 0 && cursor !== '') return { kind: 'blind', reason: 'too_many_messages' };
    const refs = [...new Set(marked)].sort().map((message) => ({ channel, message }));
    return { kind: 'looked', refs };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'retry') return failure;
    // Its thread is gone, and so it was posted in the channel.
    if (failure.kind === 'gone' && threadOf) return findAgain(client, channel, { mark, since });
    return { kind: 'blind', reason: refusalCode(error) ?? failure.reason };
  }
}
