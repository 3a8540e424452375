/** What this room says when something can't be done: how it stands, and what to do instead. Never blames. */
import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '../../../kernel/errors.js';
import { sayEither, withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { PersonRef } from '../../../kernel/person.js';
import type { Experiment } from '../rules/experiment.js';
import { type Idea, ideaName, limits } from '../rules/idea.js';
import { beforeAfter, day, stateWords } from './words.js';

const name = ({ number }: Pick<Idea, 'number'>): string => ideaName(number);

/** @param names of feedback that is not there: `F-99` */
export function noSuchFeedback(names: readonly string[]): string {
  const listed =
    names.length > 5
      ? say('{names} or {count} others', { names: withCommas(names.slice(0, 5)), count: names.length - 5 })
      : sayEither(names);
  return say('There is no {listed} here. `feedback list` shows the numbers; or say it without one.', { listed });
}

/** @param typed what reads like feedback and is not written like it: `F99`; `name` is how it would be: `F-99` */
export const isThisFeedback = ({ typed, name }: { readonly typed: string; readonly name: string }): string =>
  say(
    'Is “{typed}” feedback? Then write {name}, and it is linked. If it is something else, put it in quotes: “{typed}”.',
    { typed, name },
  );

export const tooManyLinks = (count: number): string =>
  say('That cites {count} pieces of feedback, and an idea takes at most {most}. Name the ones that tell the most.', {
    count,
    most: limits.links,
  });

export const tooManyNames = (count: number): string =>
  say('Those are {count} names, and at most {most} fit. Name a segment instead.', {
    count,
    most: limits.customers,
  });

export const noSuchCustomer = (typed: string, nearest: string | null): string =>
  nearest
    ? say('There is no customer or segment “{typed}” here. Did you mean {nearest}?', {
        typed: excerpt(typed, 60),
        nearest,
      })
    : say('There is no customer or segment “{typed}” here. Leave it out here and say it in your first answer.', {
        typed: excerpt(typed, 60),
      });

/** @param mover null: a meeting moved it, or somebody who left */
export function movedMeanwhile(idea: Idea, mover: Pick<PersonRef, 'id' | 'name'> | null, actorId: string): Conflict {
  const by = mover === null ? 'nobody' : mover.id === actorId ? 'you' : 'other';
  return new Conflict(
    'ideas.movedMeanwhile',
    say(
      '{name} is {state} since {by, select, nobody {it was moved} you {you moved it} other {{who} moved it}} in the meantime. Open it again to see why, and move it from there.',
      { name: name(idea), state: stateWords(idea.state), by, who: mover?.name ?? '' },
    ),
  );
}

export const noSuchMove = (idea: Idea): InvalidInput =>
  InvalidInput.field(
    'ideas.noSuchMove',
    'to',
    say('{name} is {state}. Choose another way on.', { name: name(idea), state: stateWords(idea.state) }),
  );

/** Who alone can adopt an idea. */
export const adoptersText = (author: string, champion: string | null): string =>
  champion && champion !== author
    ? say('Only {author}, its author, or {champion}, the champion, can adopt it.', { author, champion })
    : say('Only {author}, its author, can adopt it.', { author });

export function mayNotAdopt(idea: Idea, author: string, champion: string | null): NotAllowed {
  const others = champion && champion !== author ? champion : null;
  return new NotAllowed(
    'ideas.mayNotAdopt',
    others
      ? say(
          'Only {author}, its author, or {champion}, the champion, can adopt {name}, because that is a promise. Ask them, or try it or park it.',
          { author, champion: others, name: name(idea) },
        )
      : say('Only {author}, its author, can adopt {name}, because that is a promise. Ask them, or try it or park it.', {
          author,
          name: name(idea),
        }),
  );
}

export function notConcerned(idea: Idea, runner: string, champion: string | null): NotAllowed {
  return new NotAllowed(
    'ideas.notConcerned',
    champion && champion !== runner
      ? say(
          'Only {runner}, who runs it, or {champion}, the champion, can enter its result. Tell them what you know about {name}.',
          { runner, champion, name: name(idea) },
        )
      : say('Only {runner}, who runs it, can enter its result. Tell them what you know about {name}.', {
          runner,
          name: name(idea),
        }),
  );
}

/** The idea's experiment has not ended. */
export const stillRunning = (idea: Idea, { endsOn }: Experiment, now: Date): Conflict =>
  new Conflict(
    'ideas.stillRunning',
    say('{name} is being tried until {date}. Enter the value, or move its date; then try something else.', {
      name: name(idea),
      date: day(endsOn, now),
    }),
  );

export const noExperiment = (idea: Idea): Conflict =>
  new Conflict(
    'ideas.noExperiment',
    say('Nothing is being tried for {name} now. “Try it” starts an experiment.', { name: name(idea) }),
  );

export const answeredAlready = (idea: Idea, experiment: Experiment): Conflict =>
  new Conflict(
    'ideas.answeredAlready',
    say('The experiment of {name} has its result already: {metric}, {values}.', {
      name: name(idea),
      metric: experiment.metric,
      values: beforeAfter(experiment),
    }),
  );

export const endInPast = (today: string, now: Date): InvalidInput =>
  InvalidInput.field(
    'ideas.endInPast',
    'endsOn',
    say('That day is not after today. Today is {day}.', { day: day(today, now) }),
  );

export const endTooFar = (latest: string, now: Date): InvalidInput =>
  InvalidInput.field(
    'ideas.endTooFar',
    'endsOn',
    say('An experiment takes a year at most. Choose a day up to {day}.', { day: day(latest, now) }),
  );

export const sameEnd = (endsOn: string, now: Date): InvalidInput =>
  InvalidInput.field(
    'ideas.sameEnd',
    'endsOn',
    say('It ends on {day} already. Choose another day.', { day: day(endsOn, now) }),
  );

export const runnerLeft = (runner: PersonRef): InvalidInput =>
  InvalidInput.field(
    'ideas.runnerLeft',
    'runner',
    say('{name} is no longer in the workspace. Choose somebody else.', { name: runner.name }),
  );

export const unknownRunner = (): InvalidInput =>
  InvalidInput.field(
    'ideas.unknownRunner',
    'runner',
    say('That person is not in the list. Choose somebody, or leave it empty: then you run it.'),
  );

/** Only champions and admins take back what somebody else gave. */
export const supportOfOthers = (): NotAllowed =>
  new NotAllowed(
    'ideas.supportOfOthers',
    say('Only the customer champion and admins can take back the support of somebody else. Ask them.'),
  );

/** The draft was posted or thrown away. */
export const draftGone = (): NotFound =>
  new NotFound(
    'ideas.draftGone',
    say('This draft is not here any more. `idea` opens the last one that waits, or a new one.'),
  );
