/** What this room says when a follow-up can't be taken or changed, and what to do instead. */
import { followUpName } from '../rules/follow-up.js';

const count = (number: number): string => number.toLocaleString('en-GB');

export const textMissing = 'Say what is promised, for example: call Acme about the invoice.';
export const textTooLong = (length: number, limit: number): string =>
  `That is ${count(length)} characters; a follow-up has at most ${count(limit)}. Say it shorter, or make two of it.`;
export const ownerLeft = (name: string): string => `${name} is not here any more. Choose somebody who is.`;
export const dateUnreadable = 'Write the date as year-month-day, for example 2026-12-01.';
export const datePast = (today: string): string => `That day is past: today is ${today}. Choose a day ahead.`;
export const dateFar = (latest: string): string =>
  `That is more than a year ahead. Choose a day up to ${latest}, by when it can really be done.`;

export const alreadySettled = (number: number, state: 'done' | 'dropped'): string =>
  state === 'done'
    ? `${followUpName(number)} was done in the meantime. Nothing left to do.`
    : `${followUpName(number)} was dropped in the meantime. Nothing left to do.`;
export const sameOwner = (number: number, name: string): string => `${name} already has ${followUpName(number)}.`;
export const notSettled = (number: number): string => `${followUpName(number)} is open, so there is nothing to reopen.`;
