/** One entry of the history, as a line: in the thread of the living card, and in the history that people ask for. */

import { isolate } from '../../../chat/bidi.js';
import { actions, button, quote, text } from '../../../chat/blocks.js';
import { type Card, inlines, type Line } from '../../../chat/card.js';
import { type Names, nameIn } from '../../../chat/history.js';
import type { Picture } from '../picture.js';
import type { FeedbackEvent } from '../rules/events.js';
import { feedbackName, type Routing } from '../rules/feedback.js';
import { dueTime, duration, nameOf, time, withdrawnWords } from './words.js';

/** In the thread: title and line are one sentence. */
export function eventCard(picture: Picture, event: FeedbackEvent, names: Names): Card {
  const line = eventLine(picture, event, names);
  const name = feedbackName(picture.feedback.number);
  return {
    title: `${name} ${titles[event.what]}`,
    summary: `${name} ${titles[event.what]}`,
    blocks: [text(line)],
  };
}

const titles: Readonly<Record<FeedbackEvent['what'], string>> = {
  captured: 'was captured',
  routed: 'has an owner',
  acknowledged: 'is being worked on',
  handedOver: 'has a new owner',
  waiting: 'waits for the customer',
  resumed: 'is being worked on again',
  nudged: 'has a reminder',
  recounted: 'is due at another time',
  turnedRed: 'is overdue',
  resolved: 'is resolved',
  withdrawn: 'is withdrawn',
  restored: 'is back',
  joined: 'was said by somebody else too',
  compared: 'was compared with another',
  edited: 'was edited',
  updated: 'was updated',
  toneMarkedWrong: 'has one hint less',
  toneRestored: 'has its hint back',
  reopened: 'is open again',
  saidSolved: 'has the customer’s word',
};

/** Who did what, with the reasons unless they would tell a confidential matter to the whole place. */
function eventLine(picture: Picture, event: FeedbackEvent, names: Names, told = !picture.feedback.confidential): Line {
  const who = nameIn(names, event.actorId);
  switch (event.what) {
    case 'captured':
      return `${event.actorId ? `${who} captured it` : `It came in through ${picture.feedback.source}`}${told && event.details.trial ? `, in the early test ${event.details.trial}` : ''}.`;
    case 'routed':
      if (event.details.routing.kind === 'leftOut') return `Left out${told ? why(event.details.routing) : ''}.`;
      return `Routed to ${nameIn(names, event.details.ownerId)}${told ? why(event.details.routing) : ''}.`;
    case 'acknowledged':
      return `${who} is on it.`;
    case 'handedOver':
      return handedOverLine(event, names, told);
    case 'waiting':
      return [
        `${who} waits for the customer until `,
        time(picture, new Date(event.details.until)),
        told && event.details.why ? `: ${event.details.why}` : '.',
      ];
    case 'resumed':
      return event.details.because === 'answer'
        ? `${who}: the customer answered. The clock runs again.`
        : 'The waiting time is over. The clock runs again.';
    case 'nudged':
      return `Reminded ${event.details.role === 'place' ? 'the whole place' : nameIn(names, event.details.recipientId)} at ${event.details.percent} % of the promise.`;
    case 'recounted':
      return [
        'The settings changed: the promise now ends ',
        dueTime(picture, new Date(event.details.promiseEndsAt)),
        '.',
      ];
    case 'turnedRed':
      return 'The promise has ended without an answer. Who can help?';
    case 'resolved':
      return `${who} resolved it (${event.details.outcome}) after ${duration(event.details.clockMs)}.`;
    case 'withdrawn':
      return event.details.number === undefined
        ? `${who} withdrew it: ${withdrawnWords[event.details.because]}.`
        : `${who} made it a part of ${feedbackName(event.details.number)}.`;
    case 'restored':
      return `${who} brought it back.`;
    case 'joined':
      return `${who} joined ${feedbackName(event.details.number)} with it: it says the same.`;
    case 'compared': {
      const { number, verdict } = event.details;
      const other = feedbackName(number);
      if (verdict === null) return `${who} took back what was said of it and ${other}.`;
      return verdict === 'same'
        ? `${who} said that it is the same as ${other}.`
        : `${who} said that ${other} is another matter.`;
    }
    case 'edited':
      return editedLine(picture, event, names, told);
    case 'updated': {
      const { importNumber, fields, isTakenBack } = event.details;
      if (isTakenBack) return `Import ${importNumber} was taken back: it says again what it said before.`;
      const by = importNumber === null ? 'The customer' : `Import ${importNumber}`;
      return `${by} changed it: ${fields.map((field) => updatedLabels[field] ?? field).join(', ')}.`;
    }
    // Which tone is for its owner alone.
    case 'toneMarkedWrong':
      return `${who} said that the hint about the tone is wrong.`;
    case 'toneRestored':
      return `${who} brought the hint about the tone back.`;
    case 'reopened': {
      const { ownerId, why: because, words } = event.details;
      const goesOn = `the promise starts again${ownerId ? `, with ${nameIn(names, ownerId)}` : ''}`;
      if (words !== undefined)
        return `${saidLine(picture, { words, isSolved: false }, told)} So it is open again, and ${goesOn}.`;
      const reason = told && because ? ` Why: ${because}` : '';
      return `${who} opened it again and ${goesOn}.${reason}`;
    }
    case 'saidSolved':
      return saidLine(picture, event.details, told);
  }
}

/** `Ann Archer says that it is not solved: “The refund is still missing.”` @param of `words`: the place among the further words */
function saidLine(
  { feedback }: Picture,
  { words, isSolved }: { readonly words: number; readonly isSolved: boolean },
  told: boolean,
): string {
  // Words that are forgotten leave what was said.
  const { text: said = '', answers } = feedback.furtherWords[words] ?? {};
  const who = (told && answers?.by) || 'The customer';
  const what = isSolved ? 'is solved' : 'is not solved';
  return told && said !== ''
    ? `${isolate(who)} says that it ${what}: “${said}”`
    : `${isolate(who)} says that it ${what}.`;
}

function why(routing: Routing): string {
  if (routing.kind === 'rule' || routing.kind === 'leftOut') return ` by rule ${routing.position}, ${routing.name}`;
  return routing.kind === 'named' ? ', named when it was captured' : '';
}

function handedOverLine(event: Extract<FeedbackEvent, { what: 'handedOver' }>, names: Names, told: boolean): Line {
  const { ownerId, routing } = event.details;
  const owner = nameIn(names, ownerId);
  const who = nameIn(names, event.actorId);
  switch (routing.kind) {
    case 'handedOver':
      return `${who} handed it to ${owner}${told ? `: ${routing.why}` : '.'}`;
    case 'tookOver':
      return `${who} took it over.`;
    case 'away':
      return `${nameIn(names, routing.fromId)} ${routing.hasLeft ? 'has left' : 'is away'}, so ${owner} has it now.`;
    case 'rule':
    case 'named':
    case 'champion':
    case 'capturer':
    case 'lastResort':
    case 'history':
    case 'leftOut':
      return `${owner} has it now.`;
  }
}

/** What an import may change beside what has a name of its own. */
const updatedLabels: Readonly<Record<string, string>> = {
  text: 'the words',
  customerId: 'the customer',
  saidAt: 'when it was said',
  author: 'who said it',
  bought: 'where it was bought',
};

const editLabels = {
  customerId: 'customer',
  topic: 'topic',
  severity: 'severity',
  confidential: 'confidential',
} as const;

/** What was before, and what is now; the names and words only for those who may know them. */
function editedLine(
  { feedback }: Picture,
  event: Extract<FeedbackEvent, { what: 'edited' }>,
  names: Names,
  told: boolean,
): Line {
  const who = nameIn(names, event.actorId);
  if (!told) return `${who} edited it.`;
  const { edits, words } = event.details;
  const shown = (field: keyof typeof editLabels, value: string | boolean | null) => {
    if (value === null) return 'none';
    if (field === 'customerId') return names.get(String(value))?.name ?? 'another';
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
  };
  const changes = (Object.keys(editLabels) as (keyof typeof editLabels)[]).flatMap((field) => {
    const change = edits[field];
    return change ? `${editLabels[field]} from ${shown(field, change.from)} to ${shown(field, change.to)}` : [];
  });
  const said = words.flatMap((place) => {
    const further = feedback.furtherWords[place];
    if (!further) return [];
    return further.kind === 'addition' ? `added: “${further.text}”` : `the words, before: “${further.text}”`;
  });
  return `${who} edited it: ${[...changes, ...said].join('; ')}.`;
}

/** To its owner, because an edited card notifies nobody. */
export function reopenedCard(picture: Picture, event: FeedbackEvent, names: Names): Card {
  const { feedback } = picture;
  const name = feedbackName(feedback.number);
  const title = `${nameOf(picture, true)} is open again`;
  return {
    title,
    summary: `${nameOf(picture, !feedback.confidential)} is open again`,
    discreet: feedback.confidential,
    tone: 'warning',
    blocks: [
      text(eventLine(picture, event, names, true)),
      quote(feedback.text),
      actions([button(`Show ${name}`, 'feedback.show', name)]),
    ],
  };
}

/** In the history that people ask for; with how it was resolved, for those who may know. */
export function historyLine(picture: Picture, event: FeedbackEvent, names: Names, told: boolean): Line {
  return [...inlines(eventLine(picture, event, names, told)), told ? answerOf(event) : ''];
}

/** How it was resolved: after a reopening, this is where it can still be read. */
function answerOf(event: FeedbackEvent): string {
  if (event.what !== 'resolved') return '';
  const { customerTold, rootCauseCategory, rootCause, prevention } = event.details;
  return ` · The customer was told: ${customerTold} · Root cause (${rootCauseCategory}): ${rootCause} · Prevention: ${prevention}`;
}
