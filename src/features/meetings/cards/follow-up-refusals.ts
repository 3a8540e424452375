/** What this room says when a follow-up can't be taken or changed, and what to do instead. */
import { say } from '../../../kernel/language/say.js';
import { followUpName } from '../rules/follow-up.js';

export const ownerLeft = (name: string): string =>
  say('{name} is not here any more. Choose somebody who is.', { name });
export const datePast = (today: string): string =>
  say('That day is past: today is {today}. Choose a day ahead.', { today });
export const dateFar = (latest: string): string =>
  say('That is more than a year ahead. Choose a day up to {latest}, by when it can really be done.', { latest });

export const alreadySettled = (number: number, state: 'done' | 'dropped'): string =>
  state === 'done'
    ? say('{followUp} was done in the meantime. Nothing left to do.', { followUp: followUpName(number) })
    : say('{followUp} was dropped in the meantime. Nothing left to do.', { followUp: followUpName(number) });
export const sameOwner = (number: number, name: string): string =>
  say('{name} already has {followUp}.', { name, followUp: followUpName(number) });
export const notSettled = (number: number): string =>
  say('{followUp} is open, so there is nothing to reopen.', { followUp: followUpName(number) });
