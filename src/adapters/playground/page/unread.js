/** Which channels hold something that a person has not seen; kept in this browser, for each person. */
import { recall, remember } from './memory.js';
import { changed, session } from './session.js';

const seen = recall('seen') ?? {};

const newestIn = (channel) => Number(session.state.newest[channel] ?? 0);

/** The newest message of `channel` that `personId` saw. */
export const seenIn = (channel, personId) => seen[personId]?.[channel] ?? 0;

export const isUnread = (channel, personId) => newestIn(channel) > seenIn(channel, personId);

export function markSeen(channel, personId) {
  if (!isUnread(channel, personId)) return;
  seen[personId] = { ...seen[personId], [channel]: newestIn(channel) };
  remember('seen', seen);
  changed('unread');
}

/**
 * Called with the first state. Who was never here has seen the month that went before: marks should stand only
 * where something happens from now on. A database that was emptied counts from 1 again.
 */
export function welcome() {
  for (const { id } of session.state.people) {
    const before = seen[id];
    const channels = Object.keys(session.state.newest);
    seen[id] = Object.fromEntries(
      channels.map((channel) => [
        channel,
        before ? Math.min(before[channel] ?? 0, newestIn(channel)) : newestIn(channel),
      ]),
    );
  }
  remember('seen', seen);
  changed('unread');
}
