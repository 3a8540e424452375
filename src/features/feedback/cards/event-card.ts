/** One entry of the history, as a line: in the thread of the living card, and in the history that people ask for. */

import { isolate } from '../../../chat/bidi.js';
import { actions, button, quote, text } from '../../../chat/blocks.js';
import { type Card, inlines, type Line } from '../../../chat/card.js';
import { type Names, nameIn } from '../../../chat/history.js';
import { sayLine } from '../../../chat/say-line.js';
import { sourceText } from '../../../chat/surface-text.js';
import { withCommas, withSemicolons } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { Picture } from '../picture.js';
import type { FeedbackEvent } from '../rules/events.js';
import { feedbackName, type Routing } from '../rules/feedback.js';
import { causeWords, outcomeWords, severityWords } from './value-words.js';
import { dueTime, duration, nameOf, time, withdrawnWords } from './words.js';

/** In the thread: title and line are one sentence. */
export function eventCard(picture: Picture, event: FeedbackEvent, names: Names): Card {
  const line = eventLine(picture, event, names);
  const title = say(titles[event.what], { name: feedbackName(picture.feedback.number) });
  return {
    title,
    summary: title,
    blocks: [text(line)],
  };
}

const titles: Readonly<Record<FeedbackEvent['what'], string>> = {
  captured: phrase('{name} was captured'),
  routed: phrase('{name} has an owner'),
  acknowledged: phrase('{name} is being worked on'),
  handedOver: phrase('{name} has a new owner'),
  waiting: phrase('{name} waits for the customer'),
  resumed: phrase('{name} is being worked on again'),
  nudged: phrase('{name} has a reminder'),
  recounted: phrase('{name} is due at another time'),
  turnedRed: phrase('{name} is overdue'),
  resolved: phrase('{name} is resolved'),
  withdrawn: phrase('{name} is withdrawn'),
  restored: phrase('{name} is back'),
  joined: phrase('{name} was said by somebody else too'),
  compared: phrase('{name} was compared with another'),
  edited: phrase('{name} was edited'),
  updated: phrase('{name} was updated'),
  toneMarkedWrong: phrase('{name} has one hint less'),
  toneRestored: phrase('{name} has its hint back'),
  reopened: phrase('{name} is open again'),
  saidSolved: phrase('{name} has the customer’s word'),
};

/** Who did what, with the reasons unless they would tell a confidential matter to the whole place. */
function eventLine(picture: Picture, event: FeedbackEvent, names: Names, told = !picture.feedback.confidential): Line {
  const who = nameIn(names, event.actorId);
  switch (event.what) {
    case 'captured':
      return capturedLine(picture, event, who, told);
    case 'routed':
      if (event.details.routing.kind === 'leftOut')
        return told
          ? say('Left out by rule {position}, {rule}.', {
              position: event.details.routing.position,
              rule: event.details.routing.name,
            })
          : say('Left out.');
      return routedLine(event.details.routing, nameIn(names, event.details.ownerId), told);
    case 'acknowledged':
      return say('{who} is on it.', { who });
    case 'handedOver':
      return handedOverLine(event, names, told);
    case 'waiting':
      return told && event.details.why
        ? sayLine('{who} waits for the customer until {when}: {why}', {
            who,
            when: time(picture, new Date(event.details.until)),
            why: event.details.why,
          })
        : sayLine('{who} waits for the customer until {when}.', {
            who,
            when: time(picture, new Date(event.details.until)),
          });
    case 'resumed':
      return event.details.because === 'answer'
        ? say('{who}: the customer answered. The clock runs again.', { who })
        : say('The waiting time is over. The clock runs again.');
    case 'nudged':
      return event.details.role === 'place'
        ? say('Reminded the whole place at {percent} % of the promise.', { percent: event.details.percent })
        : say('Reminded {who} at {percent} % of the promise.', {
            who: nameIn(names, event.details.recipientId),
            percent: event.details.percent,
          });
    case 'recounted':
      return sayLine('The settings changed: the promise now ends {due}.', {
        due: dueTime(picture, new Date(event.details.promiseEndsAt)),
      });
    case 'turnedRed':
      return say('The promise has ended without an answer. Who can help?');
    case 'resolved':
      return say('{who} resolved it ({outcome}) after {length}.', {
        who,
        outcome: outcomeWords(event.details.outcome),
        length: duration(event.details.clockMs),
      });
    case 'withdrawn':
      return event.details.number === undefined
        ? say('{who} withdrew it: {reason}.', { who, reason: withdrawnWords(event.details.because) })
        : say('{who} made it a part of {whole}.', { who, whole: feedbackName(event.details.number) });
    case 'restored':
      return say('{who} brought it back.', { who });
    case 'joined':
      return say('{who} joined {other} with it: it says the same.', {
        who,
        other: feedbackName(event.details.number),
      });
    case 'compared': {
      const { number, verdict } = event.details;
      const other = feedbackName(number);
      if (verdict === null) return say('{who} took back what was said of it and {other}.', { who, other });
      return verdict === 'same'
        ? say('{who} said that it is the same as {other}.', { who, other })
        : say('{who} said that {other} is another matter.', { who, other });
    }
    case 'edited':
      return editedLine(picture, event, names, told);
    case 'updated': {
      const { importNumber, fields, isTakenBack } = event.details;
      if (isTakenBack && importNumber !== null)
        return say('Import {importNumber} was taken back: it says again what it said before.', { importNumber });
      const changed = withCommas(fields.map((field) => (updatedLabels[field] ? say(updatedLabels[field]) : field)));
      return importNumber === null
        ? say('The customer changed it: {fields}.', { fields: changed })
        : say('Import {importNumber} changed it: {fields}.', { importNumber, fields: changed });
    }
    // Which tone is for its owner alone.
    case 'toneMarkedWrong':
      return say('{who} said that the hint about the tone is wrong.', { who });
    case 'toneRestored':
      return say('{who} brought the hint about the tone back.', { who });
    case 'reopened':
      return reopenedLine(picture, event, names, told);
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
  const who = isolate((told && answers?.by) || say('The customer'));
  if (told && said !== '')
    return isSolved
      ? say('{who} says that it is solved: “{said}”', { who, said })
      : say('{who} says that it is not solved: “{said}”', { who, said });
  return isSolved ? say('{who} says that it is solved.', { who }) : say('{who} says that it is not solved.', { who });
}

function capturedLine(
  { feedback }: Picture,
  { actorId, details }: Extract<FeedbackEvent, { what: 'captured' }>,
  who: string,
  told: boolean,
): string {
  const source = sourceText(feedback.source);
  if (told && details.trial)
    return actorId
      ? say('{who} captured it, in the early test {trial}.', { who, trial: details.trial })
      : say('It came in through {source}, in the early test {trial}.', { source, trial: details.trial });
  return actorId ? say('{who} captured it.', { who }) : say('It came in through {source}.', { source });
}

function routedLine(routing: Routing, owner: string, told: boolean): string {
  if (told && routing.kind === 'rule')
    return say('Routed to {owner} by rule {position}, {rule}.', {
      owner,
      position: routing.position,
      rule: routing.name,
    });
  return told && routing.kind === 'named'
    ? say('Routed to {owner}, named when it was captured.', { owner })
    : say('Routed to {owner}.', { owner });
}

function reopenedLine(
  picture: Picture,
  event: Extract<FeedbackEvent, { what: 'reopened' }>,
  names: Names,
  told: boolean,
): string {
  const { ownerId, why, words } = event.details;
  const owner = ownerId ? nameIn(names, ownerId) : null;
  if (words !== undefined) {
    const customerSays = saidLine(picture, { words, isSolved: false }, told);
    return owner === null
      ? say('{customerSays} So it is open again, and the promise starts again.', { customerSays })
      : say('{customerSays} So it is open again, and the promise starts again, with {owner}.', {
          customerSays,
          owner,
        });
  }
  const who = nameIn(names, event.actorId);
  const opened =
    owner === null
      ? say('{who} opened it again and the promise starts again.', { who })
      : say('{who} opened it again and the promise starts again, with {owner}.', { who, owner });
  return told && why ? `${opened} ${say('Why: {why}', { why })}` : opened;
}

function handedOverLine(event: Extract<FeedbackEvent, { what: 'handedOver' }>, names: Names, told: boolean): Line {
  const { ownerId, routing } = event.details;
  const owner = nameIn(names, ownerId);
  const who = nameIn(names, event.actorId);
  switch (routing.kind) {
    case 'handedOver':
      return told
        ? say('{who} handed it to {owner}: {why}', { who, owner, why: routing.why })
        : say('{who} handed it to {owner}.', { who, owner });
    case 'tookOver':
      return say('{who} took it over.', { who });
    case 'away':
      return routing.hasLeft
        ? say('{absent} has left, so {owner} has it now.', { absent: nameIn(names, routing.fromId), owner })
        : say('{absent} is away, so {owner} has it now.', { absent: nameIn(names, routing.fromId), owner });
    case 'rule':
    case 'named':
    case 'champion':
    case 'capturer':
    case 'lastResort':
    case 'history':
    case 'leftOut':
      return say('{owner} has it now.', { owner });
  }
}

/** What an import may change beside what has a name of its own. */
const updatedLabels: Readonly<Record<string, string>> = {
  text: phrase('the words'),
  customerId: phrase('the customer'),
  saidAt: phrase('when it was said'),
  author: phrase('who said it'),
  bought: phrase('where it was bought'),
  topic: phrase('topic'),
  severity: phrase('severity'),
  score: phrase('score'),
  link: phrase('link'),
  confidential: phrase('confidential'),
  trial: phrase('trial // an early test'),
};

const editChanges = {
  customerId: phrase('customer from {before} to {after}'),
  topic: phrase('topic from {before} to {after}'),
  severity: phrase('severity from {before} to {after}'),
  confidential: phrase('confidential from {before} to {after}'),
} as const;

/** What was before, and what is now; the names and words only for those who may know them. */
function editedLine(
  { feedback }: Picture,
  event: Extract<FeedbackEvent, { what: 'edited' }>,
  names: Names,
  told: boolean,
): Line {
  const who = nameIn(names, event.actorId);
  if (!told) return say('{who} edited it.', { who });
  const { edits, words } = event.details;
  const shown = (field: keyof typeof editChanges, value: string | boolean | null) => {
    if (value === null) return say('none');
    if (field === 'customerId') return names.get(String(value))?.name ?? say('another');
    if (typeof value === 'boolean') return value ? say('yes') : say('no');
    return field === 'severity' ? severityWords(value) : value;
  };
  const changes = (Object.keys(editChanges) as (keyof typeof editChanges)[]).flatMap((field) => {
    const change = edits[field];
    return change ? say(editChanges[field], { before: shown(field, change.from), after: shown(field, change.to) }) : [];
  });
  const said = words.flatMap((place) => {
    const further = feedback.furtherWords[place];
    if (!further) return [];
    return further.kind === 'addition'
      ? say('added: “{words}”', { words: further.text })
      : say('the words, before: “{words}”', { words: further.text });
  });
  return say('{who} edited it: {changes}.', { who, changes: withSemicolons([...changes, ...said]) });
}

/** To its owner, because an edited card notifies nobody. */
export function reopenedCard(picture: Picture, event: FeedbackEvent, names: Names): Card {
  const { feedback } = picture;
  const name = feedbackName(feedback.number);
  const title = say('{name} is open again', { name: nameOf(picture, true) });
  return {
    title,
    summary: say('{name} is open again', { name: nameOf(picture, !feedback.confidential) }),
    discreet: feedback.confidential,
    tone: 'warning',
    blocks: [
      text(eventLine(picture, event, names, true)),
      quote(feedback.text),
      actions([button(say('Show {name}', { name }), 'feedback.show', name)]),
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
  const answer = say(
    'The customer was told: {customerTold} · Root cause ({category}): {rootCause} · Prevention: {prevention}',
    { customerTold, category: causeWords(rootCauseCategory), rootCause, prevention },
  );
  return ` · ${answer}`;
}
