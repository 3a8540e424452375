/** What this room says when a follow-up can't be taken or changed, and what to do instead. */
import { followUpName } from '../rules/follow-up.js';

export const ownerLeft = (name: string): string => `${name} is not here any more. Choose somebody who is.`;
export const datePast = (today: string): string => `That day is past: today is ${today}. Choose a day ahead.`;
export const dateFar = (latest: string): string =>
  `That is more than a year ahead. Choose a day up to ${latest}, by when it can really be done.`;

export const alreadySettled = (number: number, state: 'done' | 'dropped'): string =>
  state === 'done'
    ? `${followUpName(number)} was done in the meantime. Nothing left to do.`
    : `${followUpName(number)} was dropped in the meantime. Nothing left to do.`;
export const sameOwner = (number: number, name: string): string => `${name} already has ${followUpName(number)}.`;
export const notSettled = (number: number): string => `${followUpName(number)} is open, so there is nothing to reopen.`;
