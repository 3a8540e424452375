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
    if (seen[id]) seen[id] = newestOf((channel) => Math.min(seenIn(channel, id), newestIn(channel)));
  }
  sawPast((id) => !seen[id]);
}

/** What is there now is the past: those people have seen all of it. */
export function sawPast(isMeant = () => true) {
  for (const { id } of session.state.people) if (isMeant(id)) seen[id] = newestOf(newestIn);
  remember('seen', seen);
  changed('unread');
}

const newestOf = (count) => Object.fromEntries(Object.keys(session.state.newest).map((one) => [one, count(one)]));
