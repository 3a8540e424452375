/** How it ended, told to everybody, good news and bad news alike. */

import { actions, button, facts, note, titledCard } from '../../../chat/blocks.js';
import type { Block, Card, Tone } from '../../../chat/card.js';
import { asSentence } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { Picture } from '../picture.js';
import { feedbackName, type Outcome } from '../rules/feedback.js';
import { furtherWords, headline, saidBy } from './item-card.js';
import { causeWords } from './value-words.js';
import { cameBackLine, duration, nameOf, standing } from './words.js';

const headlines: Readonly<Record<Outcome, string>> = {
  fixed: phrase('fixed // how it ended'),
  explained: phrase('explained // how it ended'),
  compensated: phrase('made good // how it ended'),
  'passed on': phrase('passed on // how it ended'),
  declined: phrase('declined // how it ended'),
};

/** Bad news is told as plainly as good news, but not in its colours. */
const tones: Readonly<Record<Outcome, Tone>> = {
  fixed: 'good',
  explained: 'good',
  compensated: 'good',
  'passed on': 'neutral',
  declined: 'warning',
};

/** How a piece of feedback ended, for the place of good news. */
export function newsCard(picture: Picture): Card {
  const { feedback, resolvedBy } = picture;
  const { resolution, confidential } = feedback;
  const outcome = resolution?.outcome ?? 'fixed';
  const title = `${nameOf(picture, !confidential)} · ${say(headlines[outcome])}`;
  const by = resolvedBy?.name ?? say('the team');
  const inTime = feedback.clockUsedMs <= feedback.promiseMs;
  const length = duration(feedback.clockUsedMs);
  const took = inTime
    ? say('Resolved by {by} in {length}.', { by, length })
    : say('Resolved by {by} in {length} (we promised {promised}).', {
        by,
        length,
        promised: duration(feedback.promiseMs),
      });
  return {
    title,
    summary: `${asSentence(title)} ${took}`,
    tone: tones[outcome],
    blocks: [...(confidential ? [] : story(picture)), ...saidSolved(picture), note(took), actions([show(picture)])],
  };
}

/** In place of the news, when it turned out not to be the end. */
export function overtakenNewsCard(picture: Picture): Card {
  const { feedback } = picture;
  const isWithdrawn = feedback.state === 'withdrawn';
  const title = `${nameOf(picture, !feedback.confidential && !isWithdrawn)} · ${isWithdrawn ? headline(picture) : say('reopened // feedback')}`;
  const line = isWithdrawn ? standing(picture) : reopenedLine(picture);
  return titledCard(title, [note(line), actions([show(picture)])]);
}

const reopenedLine = ({ feedback }: Picture): string =>
  feedback.saidSolved === false
    ? say('The customer says that it is not solved, so it is open again. This post will tell how it ends.')
    : say('It was resolved, and is open again. This post will tell how it ends.');

/** The customer's own word on it. */
const saidSolved = ({ feedback }: Picture): Block[] =>
  feedback.saidSolved === true ? [{ kind: 'text', line: say('The customer says: it is solved.') }] : [];

function story(picture: Picture): Block[] {
  const { feedback, customer } = picture;
  const { resolution, text, author } = feedback;
  if (!resolution) return [];
  const by = saidBy(author, customer?.name);
  return [
    { kind: 'quote', text, ...(by ? { by } : {}) },
    ...furtherWords(picture, null),
    facts([
      { label: say('What the customer was told'), value: resolution.customerTold },
      {
        label: say('Root cause ({category})', { category: causeWords(resolution.rootCauseCategory) }),
        value: resolution.rootCause,
      },
      { label: say('How we prevent this'), value: resolution.prevention },
    ]),
    ...cameBackLine(picture, (earlier) => !earlier.confidential).map((line): Block => ({ kind: 'text', line })),
  ];
}

const show = ({ feedback }: Picture) => button(say('Show'), 'feedback.show', feedbackName(feedback.number));
