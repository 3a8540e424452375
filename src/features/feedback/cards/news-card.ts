/** How it ended, told to everybody, good news and bad news alike. */
import { actions, button, facts, note, titledCard } from '../../../chat/blocks.js';
import type { Block, Card, Tone } from '../../../chat/card.js';
import type { Picture } from '../picture.js';
import { feedbackName, type Outcome } from '../rules/feedback.js';
import { furtherWords, headline, saidBy } from './item-card.js';
import { cameBackLine, duration, nameOf, standing } from './words.js';

const headlines: Readonly<Record<Outcome, string>> = {
  fixed: 'fixed',
  explained: 'explained',
  compensated: 'made good',
  'passed on': 'passed on',
  declined: 'declined',
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
  const title = `${nameOf(picture, !confidential)} · ${headlines[outcome]}`;
  const by = resolvedBy?.name ?? 'the team';
  const inTime = feedback.clockUsedMs <= feedback.promiseMs;
  const took = `Resolved by ${by} in ${duration(feedback.clockUsedMs)}${inTime ? '' : ` (we promised ${duration(feedback.promiseMs)})`}.`;
  return {
    title,
    summary: `${title}. ${took}`,
    tone: tones[outcome],
    blocks: [...(confidential ? [] : story(picture)), ...saidSolved(picture), note(took), actions([show(picture)])],
  };
}

/** In place of the news, when it turned out not to be the end. */
export function overtakenNewsCard(picture: Picture): Card {
  const { feedback } = picture;
  const isWithdrawn = feedback.state === 'withdrawn';
  const title = `${nameOf(picture, !feedback.confidential && !isWithdrawn)} · ${isWithdrawn ? headline(picture) : 'reopened'}`;
  const line = isWithdrawn ? standing(picture) : reopenedLine(picture);
  return titledCard(title, [note(line), actions([show(picture)])]);
}

const reopenedLine = ({ feedback }: Picture): string =>
  `${feedback.saidSolved === false ? 'The customer says that it is not solved, so it' : 'It was resolved, and'} is open again. This post will tell how it ends.`;

/** The customer's own word on it. */
const saidSolved = ({ feedback }: Picture): Block[] =>
  feedback.saidSolved === true ? [{ kind: 'text', line: 'The customer says: it is solved.' }] : [];

function story(picture: Picture): Block[] {
  const { feedback, customer } = picture;
  const { resolution, text, author } = feedback;
  if (!resolution) return [];
  const by = saidBy(author, customer?.name);
  return [
    { kind: 'quote', text, ...(by ? { by } : {}) },
    ...furtherWords(picture, null),
    facts([
      { label: 'What the customer was told', value: resolution.customerTold },
      { label: `Root cause (${resolution.rootCauseCategory})`, value: resolution.rootCause },
      { label: 'How we prevent this', value: resolution.prevention },
    ]),
    ...cameBackLine(picture, (earlier) => !earlier.confidential).map((line): Block => ({ kind: 'text', line })),
  ];
}

const show = ({ feedback }: Picture) => button('Show', 'feedback.show', feedbackName(feedback.number));
