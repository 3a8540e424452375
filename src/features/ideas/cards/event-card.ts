/** One entry of the history, as a line: in the thread of the living card, to the author, and in the history that people ask for. */

import { actions, text, titledCard } from '../../../chat/blocks.js';
import type { Card, Line } from '../../../chat/card.js';
import { type Names, nameIn } from '../../../chat/history.js';
import { shorten } from '../../../chat/shorten.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { Picture } from '../picture.js';
import type { IdeaEvent } from '../rules/events.js';
import { type IdeaState, ideaName } from '../rules/idea.js';
import { show } from './idea-card.js';
import { beforeAfter, day, labelOf } from './words.js';

/** What is new, in the words of a title. */
function newsOf(event: IdeaEvent): string {
  switch (event.what) {
    case 'posted':
      return say('was posted');
    case 'supported':
    case 'unsupported':
      return say('has a change in support');
    case 'commented':
      return say('has a comment');
    case 'moved':
      return say(moved[event.details.to]);
    case 'decided':
      return say(moved.discussed);
    case 'endMoved':
      return say('has a new end date');
    case 'trialBegan':
      return say('is tried early by customers');
    case 'trialEnded':
      return say('is no early test any more');
    case 'asked':
      return say('has a question');
    case 'answered':
      return say('has a result');
  }
}

const moved: Readonly<Record<IdeaState, string>> = {
  new: phrase('is new'),
  discussed: phrase('was discussed'),
  trying: phrase('is being tried'),
  adopted: phrase('is adopted'),
  parked: phrase('is parked'),
};

/** In the thread. */
export function eventCard(picture: Picture, event: IdeaEvent, names: Names): Card {
  const title = `${ideaName(picture.idea.number)} ${newsOf(event)}`;
  return titledCard(title, [text(eventLine(picture, event, names))]);
}

/** To the author, privately. */
export function authorCard(picture: Picture, event: IdeaEvent, names: Names): Card {
  const title = say('Your idea {idea} {news}', {
    idea: ideaName(picture.idea.number),
    news: newsOf(event),
  });
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
    ? say('{who} moved the end of your experiment with {idea}', { who, idea: ideaName(idea.number) })
    : say('{who} asks you to try {idea}', { who, idea: ideaName(idea.number) });
  const facts = experiment
    ? [
        { label: say('What we try'), value: shorten(experiment.change, 500) },
        { label: labelOf(experiment), value: beforeAfter(experiment) },
        { label: say('Ends'), value: day(experiment.endsOn, now) },
      ]
    : [];
  return {
    title,
    summary: `${title}: ${idea.title}`,
    blocks: [
      text(say('“{title}”: on the end date I’ll ask you how it went.', { title: idea.title })),
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
      return say('{who} posted it.', { who });
    case 'supported':
      return say('{who} supports it.', { who });
    case 'unsupported':
      return event.details.memberId
        ? say('{who} took back the support of {supporter}.', { who, supporter: nameIn(names, event.details.memberId) })
        : say('{who} took their support back.', { who });
    case 'commented':
      return `${who}: “${shorten(event.details.text, 300)}”`;
    case 'moved':
      return movedLine(event, who);
    case 'decided':
      return tickedLine(event.actorId && who, event.details.decision);
    case 'endMoved':
      return say('{who} moved the end of the experiment from {from} to {to}: {why}', {
        who,
        from: day(event.details.from, picture.now),
        to: day(event.details.to, picture.now),
        why: event.details.why,
      });
    case 'trialBegan':
      return say('{who} lets customers try it early: {trial}.', { who, trial: event.details.trial });
    case 'trialEnded':
      return say('{who} ended the early test {trial}.', { who, trial: event.details.trial });
    case 'asked': {
      const recipient = nameIn(names, event.details.recipientId);
      if (event.details.role === 'champion')
        return say('{recipient} heard that the result is still open.', { recipient });
      return event.details.repeat > 1
        ? say('Reminded {recipient} of the result.', { recipient })
        : say('Asked {recipient} how it went.', { recipient });
    }
    case 'answered':
      return say('{who} measured the result: {before} → {after}.', {
        who,
        before: event.details.before,
        after: event.details.after,
      });
  }
}

function movedLine(event: Extract<IdeaEvent, { what: 'moved' }>, who: string): Line {
  const { to, why } = event.details;
  // The clock moves an idea only when a meeting that ticked it has closed.
  if (event.surface === 'clock' || why === null) return tickedLine(event.actorId && who, why);
  switch (to) {
    case 'trying':
      return say('{who} started an experiment: {why}', { who, why });
    case 'adopted':
      return say('{who} adopted it: {why}', { who, why });
    case 'parked':
      return say('{who} parked it: {why}', { who, why });
    case 'discussed':
      return say('{who} moved it to discussed: {why}', { who, why });
    case 'new':
      return say('{who} moved it to new: {why}', { who, why });
  }
}

/** @param who null: somebody who has left */
function tickedLine(who: string | null, decision: string | null): Line {
  if (!who)
    return decision
      ? say('The meeting discussed it. Decided: {decision}', { decision })
      : say('The meeting discussed it.');
  return decision
    ? say('{who} marked it as discussed in the meeting. Decided: {decision}', { who, decision })
    : say('{who} marked it as discussed in the meeting.', { who });
}
