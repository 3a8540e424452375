/** Reasons in words, and what is said to whoever pressed or typed something that can't be taken. */
import { counted } from '../../../chat/counted.js';
import { Conflict, NotAllowed, NotFound } from '../../../kernel/errors.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { Answer, NamedCase } from '../rules/case.js';
import type { Reason, ReasonKind } from '../rules/reason.js';

const things = (count: number, one: string): string => `${counted(count)} ${count === 1 ? one : `${one}s`}`;

type Words = (reason: Reason, on: (at: string) => string) => string;

const words: Readonly<Record<ReasonKind, Words>> = {
  lowScore: ({ count, at }, on) => `latest score ${count}${at === null ? '' : `, ${on(at)}`}`,
  fallingScore: ({ count, before }) => `score fell from ${before ?? '?'} to ${count}`,
  notSolved: ({ count }) =>
    count === 1 ? 'said that it is not solved' : `said of ${counted(count)} items that they are not solved`,
  overdue: ({ count }) => `${things(count, 'item')} overdue`,
  cameBack: ({ count }) => (count === 1 ? 'a trouble came back' : `${counted(count)} troubles came back`),
  usage: ({ count, before }) => `used ${things(count, 'time')} in 30 days, ${counted(before ?? 0)} a month before`,
  tone: () => 'last words sound frustrated',
  silence: ({ count, before }) =>
    `silent for ${things(count, 'day')}, heard from every ${things(before ?? 0, 'day')} before`,
  open: ({ count }) => `${things(count, 'item')} open`,
};

/** `latest score 3, 20 Nov 2026` */
export const reasonText = (reason: Reason, timeZone: string): string =>
  words[reason.kind](reason, (at) => formatInstant(new Date(at), 'date', { timeZone }));

/** `Latest score 3, 20 Nov 2026 · 2 items overdue` */
export function reasonsText({ reasons }: Pick<NamedCase, 'reasons'>, timeZone: string): string {
  const all = reasons.map((reason) => reasonText(reason, timeZone)).join(' · ');
  return all.charAt(0).toUpperCase() + all.slice(1);
}

/** `1 point` */
export const pointsText = (points: number): string => things(points, 'point');

/** On the buttons. */
export const answerLabels: Readonly<Record<Answer, string>> = { call: 'I’ll call', known: 'Known', no: 'Not so' };

/** What somebody said, behind their name. */
export const answerText: Readonly<Record<Answer, string>> = {
  call: 'will call them',
  known: 'knew it',
  no: 'says that it is not so',
};

/** Refusals; each is a fault and its remedy. */
export const say = {
  gone: () => new NotFound('risk.gone', 'This customer is not here any more. `risk` shows who is at risk.'),
  notYours: (owner: string | null) =>
    new NotAllowed(
      'risk.notYours',
      `Only ${owner ?? 'whoever looks after them'}, the champion and admins can answer that. Ask one of them.`,
    ),
  over: ({ name }: Pick<NamedCase, 'name'>) =>
    new Conflict('risk.over', `${name} is not at risk any more. \`risk\` shows who is.`),
} as const;
