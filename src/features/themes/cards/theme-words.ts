/** Words of themes that several cards share, and what is said to whoever typed something that can't be taken. */

import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import type { Change } from '../rules/change.js';
import { limits, type Theme, themeName, wordsName } from '../rules/theme.js';

/** `named 14 times` */
export const timesText = (count: number): string =>
  count === 0 ? say('not named') : say('{count, plural, one {named once} other {named # times}}', { count });

/** `6 more than usual`; null: there is nothing to compare with. */
export function moreText({ more, usual }: Change): string | null {
  if (usual === null) return null;
  if (more === 0) return say('as usual');
  const count = Math.abs(more);
  return more > 0
    ? say('{count, number} more than usual', { count })
    : say('{count, number} fewer than usual', { count });
}

/** Whether a change tells anything: `6 more than usual; 3 to 13 a week would be noise`. */
export function changeText(change: Change): string {
  const { noise } = change;
  const more = moreText(change);
  if (more === null || noise === null) return say('no week before to compare with');
  const { low, high } = noise;
  return change.isNoise
    ? say('{more}, within noise ({low, number} to {high, number} a week)', { more, low, high })
    : say('{more}; {low, number} to {high, number} a week would be noise', { more, low, high });
}

/** The first line: `“Login” was named 14 times in 7 days, 6 more than usual`. */
export function leadText(theme: Pick<Theme, 'givenName' | 'words'>, change: Change): string {
  const more = moreText(change);
  const lead =
    change.count === 0
      ? say('“{theme}” was not named in 7 days', { theme: wordsName(theme) })
      : say('“{theme}” was named {count, plural, one {once} other {# times}} in 7 days', {
          theme: wordsName(theme),
          count: change.count,
        });
  if (more === null) return lead;
  return change.isNoise && change.more !== 0
    ? say('{lead}, {more}: within noise', { lead, more })
    : say('{lead}, {more}', { lead, more });
}

const name = ({ number }: Pick<Theme, 'number'>): string => themeName(number);
const field = (code: string, of: string, words: string) => InvalidInput.field(`themes.${code}`, of, words);

const nameOne = (words: string) => new InvalidInput('themes.nameOne', words);

/** Refusals of the commands; each is a fault and its remedy. */
export const refusals = {
  nameToName: () => nameOne(say('No theme is named. Type `theme name TH-3 as:"Slow login"`; `themes` lists them.')),
  nameToMerge: () => nameOne(say('No theme is named. Type `theme merge TH-3 into:TH-5`; `themes` lists them.')),
  nameToSplit: () => nameOne(say('No theme is named. Type `theme split TH-3 words:"password"`; `themes` lists them.')),
  nameToPart: () => nameOne(say('No theme is named. Type `theme part TH-3`; `themes` lists them.')),
  nameToHide: () => nameOne(say('No theme is named. Type `theme hide TH-3`; `themes` lists them.')),
  noName: (theme: Theme) =>
    field(
      'noName',
      'name',
      say('The new name is missing. Type {command}.', { command: `\`theme name ${name(theme)} as:"Slow login"\`` }),
    ),
  longName: (length: number) =>
    field(
      'longName',
      'name',
      say('{count} characters are too long for a name. The limit is {most}.', { count: length, most: limits.name }),
    ),
  noInto: (theme: Theme) =>
    field(
      'noInto',
      'into',
      say('The other theme is missing. Type {command}.', { command: `\`theme merge ${name(theme)} into:TH-5\`` }),
    ),
  itself: (theme: Theme) =>
    field(
      'itself',
      'into',
      say('{theme} can’t become a part of itself. Name another one: {command}.', {
        theme: name(theme),
        command: `\`theme merge ${name(theme)} into:TH-5\``,
      }),
    ),
  merged: (theme: Theme, into: Theme) =>
    new Conflict(
      'themes.merged',
      say('{theme} is a part of {other} already. {command} takes it out again.', {
        theme: name(theme),
        other: name(into),
        command: `\`theme part ${name(theme)}\``,
      }),
    ),
  notMerged: (theme: Theme) =>
    new Conflict(
      'themes.notMerged',
      say('{theme} stands by itself already. {command} shows it.', {
        theme: name(theme),
        command: `\`themes ${name(theme)}\``,
      }),
    ),
  noWords: (theme: Theme) =>
    field(
      'noWords',
      'words',
      say('The words are missing by which it is split. Type {command}.', {
        command: `\`theme split ${name(theme)} words:"password, reset"\``,
      }),
    ),
  manyWords: (count: number) =>
    field(
      'manyWords',
      'words',
      say('{count} words are too many. The limit is {most}.', { count, most: limits.splitWords }),
    ),
  commonWord: (typed: string) =>
    field(
      'commonWord',
      'words',
      say('“{typed}” is too common to tell a theme. Name another word.', { typed: excerpt(typed, 40) }),
    ),
  tooMany: () =>
    new Conflict(
      'themes.tooMany',
      say('{most} themes are kept, which is the limit. Merge some first: `theme merge TH-3 into:TH-5`.', {
        most: limits.kept,
      }),
    ),
  unknown: (typed: string) =>
    new InvalidInput(
      'themes.unknownName',
      say('“{typed}” is no theme. Type its number, such as TH-3; `themes` lists them.', {
        typed: excerpt(typed, 40),
      }),
    ),
} as const;
