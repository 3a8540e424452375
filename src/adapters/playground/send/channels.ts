/** The names of the playground's channels as they are stored: messenger, receive and routes speak of them alike. */
import type { Destination } from '../../../chat/messenger.js';

/** The channel of a place. */
export const placeChannel = (placeId: string): string => `place:${placeId}`;
/** The private chat of a member with the bot. */
export const inboxChannel = (memberId: string): string => `inbox:${memberId}`;
/** Answers that only this member sees, wherever they were asked. */
export const replyChannel = (memberId: string): string => `reply:${memberId}`;

export function channelOf(to: Destination): string {
  if (to.kind === 'person') throw new RangeError('Mail is not for the playground.');
  return to.kind === 'place' ? placeChannel(to.placeId) : inboxChannel(to.memberId);
}

/** The place that a channel belongs to; null for inboxes. */
export function placeIdOf(channel: string): string | null {
  return channel.startsWith('place:') ? channel.slice('place:'.length) : null;
}
