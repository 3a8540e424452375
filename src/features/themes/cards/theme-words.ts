/** Words of themes that several cards share, and what is said to whoever typed something that can't be taken. */
import { counted } from '../../../chat/counted.js';
import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import type { Change } from '../rules/change.js';
import { limits, type Theme, themeName, wordsName } from '../rules/theme.js';

/** `named 14 times` */
export const timesText = (count: number): string =>
  count === 0 ? 'not named' : count === 1 ? 'named once' : `named ${counted(count)} times`;

/** `6 more than usual`; null: there is nothing to compare with. */
export function moreText({ more, usual }: Change): string | null {
  if (usual === null) return null;
  if (more === 0) return 'as usual';
  return `${counted(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than usual`;
}

/** `3 to 13 a week` */
const bandText = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${counted(low)} to ${counted(high)} a week`;

/** Whether a change tells anything: `6 more than usual; 3 to 13 a week would be noise`. */
export function changeText(change: Change): string {
  const more = moreText(change);
  if (more === null || change.noise === null) return 'no week before to compare with';
  const band = bandText(change.noise);
  return change.isNoise ? `${more}, within noise (${band})` : `${more}; ${band} would be noise`;
}

/** The first line: `“Login” was named 14 times in 7 days, 6 more than usual`. */
export function leadText(theme: Pick<Theme, 'givenName' | 'words'>, change: Change): string {
  const more = moreText(change);
  const beside = change.isNoise && change.more !== 0 ? `${more}: within noise` : more;
  return `“${wordsName(theme)}” was ${timesText(change.count)} in 7 days${more === null ? '' : `, ${beside}`}`;
}

const name = ({ number }: Pick<Theme, 'number'>): string => themeName(number);
const field = (code: string, of: string, words: string) => InvalidInput.field(`themes.${code}`, of, words);

const nameOne = (words: string) => new InvalidInput('themes.nameOne', words);

/** Refusals of the commands; each is a fault and its remedy. */
export const say = {
  nameToName: () => nameOne('No theme is named. Type `theme name TH-3 as:"Slow login"`; `themes` lists them.'),
  nameToMerge: () => nameOne('No theme is named. Type `theme merge TH-3 into:TH-5`; `themes` lists them.'),
  nameToSplit: () => nameOne('No theme is named. Type `theme split TH-3 words:"password"`; `themes` lists them.'),
  nameToPart: () => nameOne('No theme is named. Type `theme part TH-3`; `themes` lists them.'),
  nameToHide: () => nameOne('No theme is named. Type `theme hide TH-3`; `themes` lists them.'),
  noName: (theme: Theme) =>
    field('noName', 'name', `The new name is missing. Type \`theme name ${name(theme)} as:"Slow login"\`.`),
  longName: (length: number) =>
    field('longName', 'name', `${length} characters are too long for a name. The limit is ${limits.name}.`),
  noInto: (theme: Theme) =>
    field('noInto', 'into', `The other theme is missing. Type \`theme merge ${name(theme)} into:TH-5\`.`),
  itself: (theme: Theme) =>
    field(
      'itself',
      'into',
      `${name(theme)} can’t become a part of itself. Name another one: \`theme merge ${name(theme)} into:TH-5\`.`,
    ),
  merged: (theme: Theme, into: Theme) =>
    new Conflict(
      'themes.merged',
      `${name(theme)} is a part of ${name(into)} already. \`theme part ${name(theme)}\` takes it out again.`,
    ),
  notMerged: (theme: Theme) =>
    new Conflict('themes.notMerged', `${name(theme)} stands by itself already. \`themes ${name(theme)}\` shows it.`),
  noWords: (theme: Theme) =>
    field(
      'noWords',
      'words',
      `The words are missing by which it is split. Type \`theme split ${name(theme)} words:"password, reset"\`.`,
    ),
  manyWords: (count: number) =>
    field('manyWords', 'words', `${count} words are too many. The limit is ${limits.splitWords}.`),
  commonWord: (typed: string) =>
    field('commonWord', 'words', `“${excerpt(typed, 40)}” is too common to tell a theme. Name another word.`),
  tooMany: () =>
    new Conflict(
      'themes.tooMany',
      `${limits.kept} themes are kept, which is the limit. Merge some first: \`theme merge TH-3 into:TH-5\`.`,
    ),
  unknown: (typed: string) =>
    new InvalidInput(
      'themes.unknownName',
      `“${excerpt(typed, 40)}” is no theme. Type its number, such as TH-3; \`themes\` lists them.`,
    ),
} as const;
