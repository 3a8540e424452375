/** One entry of the history, as a line: in the thread of the living card, to the author, and in the history that people ask for. */

import { actions, text, titledCard } from '../../../chat/blocks.js';
import type { Card, Line } from '../../../chat/card.js';
import { type Names, nameIn } from '../../../chat/history.js';
import { shorten } from '../../../chat/shorten.js';
import type { Picture } from '../picture.js';
import type { IdeaEvent } from '../rules/events.js';
import { type IdeaState, ideaName } from '../rules/idea.js';
import { show } from './idea-card.js';
import { beforeAfter, day, labelOf } from './words.js';

/** What is new, in the words of a title. */
function newsOf(event: IdeaEvent): string {
  switch (event.what) {
    case 'posted':
      return 'was posted';
    case 'supported':
    case 'unsupported':
      return 'has a change in support';
    case 'commented':
      return 'has a comment';
    case 'moved':
      return moved[event.details.to];
    case 'decided':
      return moved.discussed;
    case 'endMoved':
      return 'has a new end date';
    case 'trialBegan':
      return 'is tried early by customers';
    case 'trialEnded':
      return 'is no early test any more';
    case 'asked':
      return 'has a question';
    case 'answered':
      return 'has a result';
  }
}

const moved: Readonly<Record<IdeaState, string>> = {
  new: 'is new',
  discussed: 'was discussed',
  trying: 'is being tried',
  adopted: 'is adopted',
  parked: 'is parked',
};

/** In the thread. */
export function eventCard(picture: Picture, event: IdeaEvent, names: Names): Card {
  const title = `${ideaName(picture.idea.number)} ${newsOf(event)}`;
  return titledCard(title, [text(eventLine(picture, event, names))]);
}

/** To the author, privately. */
export function authorCard(picture: Picture, event: IdeaEvent, names: Names): Card {
  const title = `Your idea ${ideaName(picture.idea.number)} ${newsOf(event)}`;
  return {
    title,
    summary: `${title}: ${picture.idea.title}`,
    tone: event.what === 'moved' && event.details.to === 'adopted' ? 'good' : 'neutral',
    blocks: [text(`“${picture.idea.title}”`), text(eventLine(picture, event, names)), actions([show(picture.idea)])],
  };
}

/** To whoever runs an experiment that somebody else set up, or whose end somebody else moved. */
export function runnerCard(picture: Picture, event: IdeaEvent, names: Names): Card {
  const { idea, experiment, now } = picture;
  const who = nameIn(names, event.actorId);
  const isMoved = event.what === 'endMoved';
  const title = isMoved
    ? `${who} moved the end of your experiment with ${ideaName(idea.number)}`
    : `${who} asks you to try ${ideaName(idea.number)}`;
  const facts = experiment
    ? [
        { label: 'What we try', value: shorten(experiment.change, 500) },
        { label: labelOf(experiment), value: beforeAfter(experiment) },
        { label: 'Ends', value: day(experiment.endsOn, now) },
      ]
    : [];
  return {
    title,
    summary: `${title}: ${idea.title}`,
    blocks: [
      text(`“${idea.title}”: on the end date I’ll ask you how it went.`),
      ...(isMoved ? [text(eventLine(picture, event, names))] : []),
      { kind: 'facts', facts },
      actions([show(idea)]),
    ],
  };
}

/** Who did what, in the thread and in the history that people ask for. */
export function eventLine(picture: Picture, event: IdeaEvent, names: Names): Line {
  const who = nameIn(names, event.actorId);
  switch (event.what) {
    case 'posted':
      return `${who} posted it.`;
    case 'supported':
      return `${who} supports it.`;
    case 'unsupported':
      return event.details.memberId
        ? `${who} took back the support of ${nameIn(names, event.details.memberId)}.`
        : `${who} took their support back.`;
    case 'commented':
      return `${who}: “${shorten(event.details.text, 300)}”`;
    case 'moved':
      return movedLine(event, who);
    case 'decided':
      return tickedLine(event.actorId && who, event.details.decision);
    case 'endMoved':
      return `${who} moved the end of the experiment from ${day(event.details.from, picture.now)} to ${day(event.details.to, picture.now)}: ${event.details.why}`;
    case 'trialBegan':
      return `${who} lets customers try it early: ${event.details.trial}.`;
    case 'trialEnded':
      return `${who} ended the early test ${event.details.trial}.`;
    case 'asked': {
      const recipient = nameIn(names, event.details.recipientId);
      if (event.details.role === 'champion') return `${recipient} heard that the result is still open.`;
      return event.details.repeat > 1 ? `Reminded ${recipient} of the result.` : `Asked ${recipient} how it went.`;
    }
    case 'answered':
      return `${who} measured the result: ${event.details.before} → ${event.details.after}.`;
  }
}

function movedLine(event: Extract<IdeaEvent, { what: 'moved' }>, who: string): Line {
  const { to, why } = event.details;
  // The clock moves an idea only when a meeting that ticked it has closed.
  if (event.surface === 'clock' || why === null) return tickedLine(event.actorId && who, why);
  switch (to) {
    case 'trying':
      return `${who} started an experiment: ${why}`;
    case 'adopted':
      return `${who} adopted it: ${why}`;
    case 'parked':
      return `${who} parked it: ${why}`;
    case 'discussed':
    case 'new':
      return `${who} moved it to ${to}: ${why}`;
  }
}

/** @param who null: somebody who has left */
function tickedLine(who: string | null, decision: string | null): Line {
  if (!who) return decision ? `The meeting discussed it. Decided: ${decision}` : 'The meeting discussed it.';
  return decision
    ? `${who} marked it as discussed in the meeting. Decided: ${decision}`
    : `${who} marked it as discussed in the meeting.`;
}
