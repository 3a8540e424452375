/** What people refuses, in words that say the mend; each is one field's problem. Thrown by schema.ts and the use cases. */
import { excerpt } from '../../../chat/shorten.js';
import { InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { sayEither } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { MemberProfile } from '../rules/profiles.js';

const didYouMean = (guess: string | null, otherwise: string): string =>
  guess ? say('Did you mean {guess}?', { guess }) : otherwise;

/** Nobody has the typed name. `guess` is the handle nearest to it, null where none is near. */
export function unknownMember(field: string, typed: string, guess: string | null): InvalidInput {
  const meant = guess && `@${guess}`;
  const mend = didYouMean(meant, say('Write @ and the name, as they are called here.'));
  const words = say('There is nobody called “{typed}” here. {mend}', { typed: shown(typed), mend });
  return InvalidInput.field('people.unknownMember', field, words, meant ? { typed, meant } : undefined);
}

/** More than one member has the typed name. `handles` are without the @. */
export function ambiguousMember(field: string, typed: string, handles: readonly string[]): InvalidInput {
  const choice = sayEither(handles.map((handle) => `@${handle}`));
  return InvalidInput.field(
    'people.ambiguousMember',
    field,
    say('More than one is called “{typed}”. Write {choice}.', { typed: shown(typed), choice }),
  );
}

/** The bot is in no place of the typed name. `guess` is the name nearest to it, null where none is near. */
export function unknownPlace(field: string, typed: string, guess: string | null): InvalidInput {
  const meant = guess && `#${guess}`;
  const mend = didYouMean(meant, say('Invite Empty Chair into the channel first, then try again.'));
  const words = say('“{typed}” is not a channel that I am in. {mend}', { typed: shown(typed), mend });
  return InvalidInput.field('people.unknownPlace', field, words, meant ? { typed, meant } : undefined);
}

/** More than one place has the typed name. */
export function ambiguousPlace(field: string, typed: string): InvalidInput {
  const message = say('More than one channel is called “{typed}”. Type `settings` and choose it from the list.', {
    typed: shown(typed),
  });
  return InvalidInput.field('people.ambiguousPlace', field, message);
}

/** What to write where a field of the settings could not be read. */
export const wordsFor = {
  missing: () => say('This is empty. Fill it in.'),
  days: () => say('These are not working days. Write mon-fri, or some of them: mon,tue,thu.'),
  hours: () => say('These are not working hours. Write them as 9-17 or 8:30-16:30.'),
  holiday: (typed: string) =>
    say('“{typed}” is not a date. Write holidays as 2026-12-25,2026-12-26, or none.', { typed: shown(typed) }),
  onOff: () => say('This is neither on nor off. Write on or off.'),
  noWork: (days: number) =>
    say(
      'No working day would be left in the next {days, number} days, which is the limit. Choose more working days, or fewer holidays.',
      { days },
    ),
  manyHolidays: (limit: number) =>
    say('At most {limit, number} holidays can be kept. Leave out those that are past.', { limit }),
} as const;

/** Why a day of return can't be taken. `today` is a date in the person's zone. */
export const wordsForReturn = {
  past: (today: string) =>
    say('That day is past. Today is {today}, so write a later day on which you are back.', { today }),
  far: () => say('That is more than two years off. Write the day on which you are back.'),
} as const;

/** Why someone can't stand in. */
export function refusedDelegate(delegate: MemberProfile, because: 'self' | 'away'): InvalidInput {
  const words =
    because === 'self'
      ? say('You can’t stand in for yourself. Name somebody else, or leave the delegate out.')
      : say('{name} is away until {day}. Name somebody else, or leave the delegate out.', {
          name: delegate.name,
          day: backDay(delegate),
        });
  return InvalidInput.field('people.refusedDelegate', 'delegate', words);
}

function backDay({ awayUntil, timeZone }: MemberProfile): string {
  return awayUntil ? formatInstant(awayUntil, 'date', { timeZone }) : say('later');
}

/** Why these can't be the members of a group. `limit` is how many it may have. */
export function noGroupMembers(because: 'none' | 'unknown' | 'many', limit: number): InvalidInput {
  const words = {
    none: say('A group needs at least one member. Write their names with @.'),
    unknown: say('Somebody in this group is not here any more. Choose the members again.'),
    many: say('A group has at most {limit, number} members.', { limit }),
  };
  return InvalidInput.field('people.groupMembers', 'members', words[because]);
}

/** @param what is not theirs to change @param champion whom to ask */
export function notForMembers(what: 'champion' | 'manager' | 'settings', champion: MemberProfile | null): NotAllowed {
  const words = champion
    ? say(
        'Only {name}, the customer champion, or an admin can {what, select, champion {name another champion} manager {name somebody else’s manager} other {change settings}}. Ask them.',
        { name: champion.name, what },
      )
    : say(
        'Only the customer champion or an admin can {what, select, champion {name another champion} manager {name somebody else’s manager} other {change settings}}. Ask them.',
        { what },
      );
  return new NotAllowed('people.notAllowed', words);
}

/** Nobody reports to themselves. `isOwn`: the person set their own manager. */
export const ownManager = (isOwn: boolean): string =>
  isOwn
    ? say('You can’t report to yourself. Name somebody else, or type `manager none`.')
    : say('Nobody reports to themselves.');

/** Answers words after `settings` that name no setting. */
export const settingsText = (typed: string): string =>
  say(
    'I don’t know the setting “{typed}”. Write its name, a colon and the value: `settings promise:48h days:mon-fri`',
    { typed: shown(typed) },
  );

/** Refuses a form of settings that is older than the last change. */
export const settingsMovedOn = () =>
  say('Somebody changed the settings while you had this form open. Open it again: it shows them as they are now.');

/** Typed words come back whole unless they are a page. */
const shown = (typed: string): string => excerpt(typed, 60);
