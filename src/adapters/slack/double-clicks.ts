/** Tells the second half of a double click, which Slack sends as a click of its own; receive.ts asks for each. */
import type { z } from 'zod';
import { createKept } from './kept.js';
import type { actionPayload } from './payloads.js';

/** Seconds, by Slack's clock, within which nobody presses the same button twice on purpose. */
const withinSeconds = 1.5;
const keptCount = 2_000;

type Click = Pick<z.output<typeof actionPayload>, 'user' | 'message' | 'view' | 'channel' | 'actions'>;

export function createDoubleClicks(): (click: Click) => boolean {
  const pressedAt = createKept<number>(keptCount);
  return ({ user, message, view, channel, actions: [{ action_id, value, action_ts }] }) => {
    const key = JSON.stringify([user.id, channel?.id, message?.ts ?? view?.id, action_id, value]);
    const at = Number(action_ts);
    const before = pressedAt.get(key);
    pressedAt.set(key, at);
    return before !== undefined && at - before < withinSeconds;
  };
}
