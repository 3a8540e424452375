/** What people refuses, in words that say the mend; each is one field's problem. Thrown by schema.ts and the use cases. */
import { excerpt } from '../../../chat/shorten.js';
import { InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { MemberProfile } from '../rules/profiles.js';

const didYouMean = (guess: string | null, otherwise: string): string => (guess ? `Did you mean ${guess}?` : otherwise);

/** Nobody has the typed name. `guess` is the handle nearest to it, null where none is near. */
export function unknownMember(field: string, typed: string, guess: string | null): InvalidInput {
  const meant = guess && `@${guess}`;
  const mend = didYouMean(meant, 'Write @ and the name, as they are called here.');
  const words = `There is nobody called “${shown(typed)}” here. ${mend}`;
  return InvalidInput.field('people.unknownMember', field, words, meant ? { typed, meant } : undefined);
}

/** More than one member has the typed name. `handles` are without the @. */
export function ambiguousMember(field: string, typed: string, handles: readonly string[]): InvalidInput {
  const choice = handles.map((handle) => `@${handle}`).join(' or ');
  return InvalidInput.field(
    'people.ambiguousMember',
    field,
    `More than one is called “${shown(typed)}”. Write ${choice}.`,
  );
}

/** The bot is in no place of the typed name. `guess` is the name nearest to it, null where none is near. */
export function unknownPlace(field: string, typed: string, guess: string | null): InvalidInput {
  const meant = guess && `#${guess}`;
  const mend = didYouMean(meant, 'Invite Empty Chair into the channel first, then try again.');
  const words = `“${shown(typed)}” is not a channel that I am in. ${mend}`;
  return InvalidInput.field('people.unknownPlace', field, words, meant ? { typed, meant } : undefined);
}

/** More than one place has the typed name. */
export function ambiguousPlace(field: string, typed: string): InvalidInput {
  const message = `More than one channel is called “${shown(typed)}”. Type \`settings\` and choose it from the list.`;
  return InvalidInput.field('people.ambiguousPlace', field, message);
}

/** What to write where a field of the settings could not be read. */
export const wordsFor = {
  missing: 'This is empty. Fill it in.',
  days: 'These are not working days. Write mon-fri, or some of them: mon,tue,thu.',
  hours: 'These are not working hours. Write them as 9-17 or 8:30-16:30.',
  holiday: (typed: string) => `“${shown(typed)}” is not a date. Write holidays as 2026-12-25,2026-12-26, or none.`,
  onOff: 'This is neither on nor off. Write on or off.',
  noWork: (days: number) =>
    `No working day would be left in the next ${days} days, which is the limit. Choose more working days, or fewer holidays.`,
  manyHolidays: (limit: number) => `At most ${limit} holidays can be kept. Leave out those that are past.`,
} as const;

/** Why a day of return can't be taken. `today` is a date in the person's zone. */
export const wordsForReturn = {
  past: (today: string) => `That day is past. Today is ${today}, so write a later day on which you are back.`,
  far: 'That is more than two years off. Write the day on which you are back.',
} as const;

/** Why someone can't stand in. */
export function refusedDelegate(delegate: MemberProfile, because: 'self' | 'away'): InvalidInput {
  const words =
    because === 'self'
      ? 'You can’t stand in for yourself. Name somebody else, or leave the delegate out.'
      : `${delegate.name} is away until ${backDay(delegate)}. Name somebody else, or leave the delegate out.`;
  return InvalidInput.field('people.refusedDelegate', 'delegate', words);
}

function backDay({ awayUntil, timeZone }: MemberProfile): string {
  return awayUntil ? formatInstant(awayUntil, 'date', { timeZone }) : 'later';
}

/** Why these can't be the members of a group. `limit` is how many it may have. */
export function noGroupMembers(because: 'none' | 'unknown' | 'many', limit: number): InvalidInput {
  const words = {
    none: 'A group needs at least one member. Write their names with @.',
    unknown: 'Somebody in this group is not here any more. Choose the members again.',
    many: `A group has at most ${limit} members.`,
  };
  return InvalidInput.field('people.groupMembers', 'members', words[because]);
}

/** @param champion whom to ask */
export function notForMembers(what: string, champion: MemberProfile | null): NotAllowed {
  const whom = champion ? `${champion.name}, the customer champion,` : 'the customer champion';
  return new NotAllowed('people.notAllowed', `Only ${whom} or an admin can ${what}. Ask them.`);
}

/** Nobody reports to themselves. `isOwn`: the person set their own manager. */
export const ownManager = (isOwn: boolean): string =>
  isOwn ? 'You can’t report to yourself. Name somebody else, or type `manager none`.' : 'Nobody reports to themselves.';

/** Answers words after `settings` that name no setting. */
export const settingsText = (typed: string): string =>
  `I don’t know the setting “${shown(typed)}”. Write its name, a colon and the value: \`settings promise:48h days:mon-fri\``;

/** Refuses a form of settings that is older than the last change. */
export const settingsMovedOn =
  'Somebody changed the settings while you had this form open. Open it again: it shows them as they are now.';

/** Typed words come back whole unless they are a page. */
const shown = (typed: string): string => excerpt(typed, 60);
