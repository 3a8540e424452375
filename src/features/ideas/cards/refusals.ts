/** What this room says when something can't be done: how it stands, and what to do instead. Never blames. */
import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '../../../kernel/errors.js';
import type { PersonRef } from '../../../kernel/person.js';
import type { Experiment } from '../rules/experiment.js';
import { type Idea, ideaName, limits } from '../rules/idea.js';
import { beforeAfter, day, stateWords } from './words.js';

const name = ({ number }: Pick<Idea, 'number'>): string => ideaName(number);

/** @param names of feedback that is not there: `F-99` */
export function noSuchFeedback(names: readonly string[]): string {
  const listed =
    names.length > 5 ? `${names.slice(0, 5).join(', ')} or ${names.length - 5} others` : names.join(' or ');
  return `There is no ${listed} here. \`feedback list\` shows the numbers; or say it without one.`;
}

/** @param typed what reads like feedback and is not written like it: `F99`; `name` is how it would be: `F-99` */
export const isThisFeedback = ({ typed, name }: { readonly typed: string; readonly name: string }): string =>
  `Is “${typed}” feedback? Then write ${name}, and it is linked. If it is something else, put it in quotes: “${typed}”.`;

export const tooManyLinks = (count: number): string =>
  `That cites ${count} pieces of feedback, and an idea takes at most ${limits.links}. Name the ones that tell the most.`;

export const tooManyNames = (count: number): string =>
  `Those are ${count} names, and at most ${limits.customers} fit. Name a segment instead.`;

export const noSuchCustomer = (typed: string, nearest: string | null): string =>
  `There is no customer or segment “${excerpt(typed, 60)}” here.${nearest ? ` Did you mean ${nearest}?` : ' Leave it out here and say it in your first answer.'}`;

/** @param by null: a meeting moved it, or somebody who left */
export function movedMeanwhile(idea: Idea, by: Pick<PersonRef, 'id' | 'name'> | null, actorId: string): Conflict {
  const moved = by === null ? 'it was moved' : `${by.id === actorId ? 'you' : by.name} moved it`;
  return new Conflict(
    'ideas.movedMeanwhile',
    `${name(idea)} is ${stateWords[idea.state]} since ${moved} in the meantime. Open it again to see why, and move it from there.`,
  );
}

export const noSuchMove = (idea: Idea): InvalidInput =>
  InvalidInput.field('ideas.noSuchMove', 'to', `${name(idea)} is ${stateWords[idea.state]}. Choose another way on.`);

/** Who can adopt an idea, in the middle of a sentence. */
export const adoptersText = (author: string, champion: string | null): string =>
  champion && champion !== author ? `${author}, its author, or ${champion}, the champion,` : `${author}, its author,`;

export function mayNotAdopt(idea: Idea, author: string, champion: string | null): NotAllowed {
  return new NotAllowed(
    'ideas.mayNotAdopt',
    `Only ${adoptersText(author, champion)} can adopt ${name(idea)}, because that is a promise. Ask them, or try it or park it.`,
  );
}

export function notConcerned(idea: Idea, runner: string, champion: string | null): NotAllowed {
  const who =
    champion && champion !== runner
      ? `${runner}, who runs it, or ${champion}, the champion,`
      : `${runner}, who runs it,`;
  return new NotAllowed(
    'ideas.notConcerned',
    `Only ${who} can enter its result. Tell them what you know about ${name(idea)}.`,
  );
}

/** The idea's experiment has not ended. */
export const stillRunning = (idea: Idea, { endsOn }: Experiment, now: Date): Conflict =>
  new Conflict(
    'ideas.stillRunning',
    `${name(idea)} is being tried until ${day(endsOn, now)}. Enter the value, or move its date; then try something else.`,
  );

export const noExperiment = (idea: Idea): Conflict =>
  new Conflict('ideas.noExperiment', `Nothing is being tried for ${name(idea)} now. “Try it” starts an experiment.`);

export const answeredAlready = (idea: Idea, experiment: Experiment): Conflict =>
  new Conflict(
    'ideas.answeredAlready',
    `The experiment of ${name(idea)} has its result already: ${experiment.metric}, ${beforeAfter(experiment)}.`,
  );

export const endInPast = (today: string, now: Date): InvalidInput =>
  InvalidInput.field('ideas.endInPast', 'endsOn', `That day is not after today. Today is ${day(today, now)}.`);

export const endTooFar = (latest: string, now: Date): InvalidInput =>
  InvalidInput.field(
    'ideas.endTooFar',
    'endsOn',
    `An experiment takes a year at most. Choose a day up to ${day(latest, now)}.`,
  );

export const sameEnd = (endsOn: string, now: Date): InvalidInput =>
  InvalidInput.field('ideas.sameEnd', 'endsOn', `It ends on ${day(endsOn, now)} already. Choose another day.`);

export const runnerLeft = (runner: PersonRef): InvalidInput =>
  InvalidInput.field(
    'ideas.runnerLeft',
    'runner',
    `${runner.name} is no longer in the workspace. Choose somebody else.`,
  );

export const unknownRunner = (): InvalidInput =>
  InvalidInput.field(
    'ideas.unknownRunner',
    'runner',
    'That person is not in the list. Choose somebody, or leave it empty: then you run it.',
  );

/** Only champions and admins take back what somebody else gave. */
export const supportOfOthers = (): NotAllowed =>
  new NotAllowed(
    'ideas.supportOfOthers',
    'Only the customer champion and admins can take back the support of somebody else. Ask them.',
  );

/** The draft was posted or thrown away. */
export const draftGone = (): NotFound =>
  new NotFound(
    'ideas.draftGone',
    'This draft is not here any more. `idea` opens the last one that waits, or a new one.',
  );
