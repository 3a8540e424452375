/** Reasons in words, and what is said to whoever pressed or typed something that can't be taken. */

import { Conflict, NotAllowed, NotFound } from '../../../kernel/errors.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { Answer, NamedCase } from '../rules/case.js';
import type { Reason, ReasonKind } from '../rules/reason.js';

type Words = (reason: Reason, on: (at: string) => string) => string;

const words: Readonly<Record<ReasonKind, Words>> = {
  lowScore: ({ count, at }, on) =>
    at === null
      ? say('latest score {score}', { score: count })
      : say('latest score {score}, {date}', { score: count, date: on(at) }),
  fallingScore: ({ count, before }) => say('score fell from {before} to {now}', { before: before ?? '?', now: count }),
  notSolved: ({ count }) =>
    say('{count, plural, one {said that it is not solved} other {said of # items that they are not solved}}', {
      count,
    }),
  overdue: ({ count }) => say('{count, plural, one {1 item overdue} other {# items overdue}}', { count }),
  cameBack: ({ count }) => say('{count, plural, one {a trouble came back} other {# troubles came back}}', { count }),
  usage: ({ count, before }) =>
    say('used {count, plural, one {1 time} other {# times}} in 30 days, {before, number} a month before', {
      count,
      before: before ?? 0,
    }),
  tone: () => say('last words sound frustrated'),
  silence: ({ count, before }) =>
    say(
      'silent for {count, plural, one {1 day} other {# days}}, heard from every {before, plural, one {1 day} other {# days}} before',
      { count, before: before ?? 0 },
    ),
  open: ({ count }) => say('{count, plural, one {1 item open} other {# items open}}', { count }),
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
export const pointsText = (points: number): string =>
  say('{count, plural, one {1 point} other {# points}}', { count: points });

/** On the buttons. */
export const answerLabels: Readonly<Record<Answer, string>> = {
  call: phrase('I’ll call'),
  known: phrase('Known'),
  no: phrase('Not so'),
};

/** `Maya will call them` */
export const saidText = (who: string, answer: Answer): string =>
  say('{answer, select, call {{who} will call them} known {{who} knew it} other {{who} says that it is not so}}', {
    who,
    answer,
  });

/** Refusals; each is a fault and its remedy. */
export const refusals = {
  gone: () => new NotFound('risk.gone', say('This customer is not here any more. `risk` shows who is at risk.')),
  notYours: (owner: string | null) =>
    new NotAllowed(
      'risk.notYours',
      owner === null
        ? say('Only whoever looks after them, the champion and admins can answer that. Ask one of them.')
        : say('Only {owner}, the champion and admins can answer that. Ask one of them.', { owner }),
    ),
  over: ({ name }: Pick<NamedCase, 'name'>) =>
    new Conflict('risk.over', say('{name} is not at risk any more. `risk` shows who is.', { name })),
} as const;
