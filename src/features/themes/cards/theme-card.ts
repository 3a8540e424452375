/** The list of themes, and one of them. */

import { actions, button, facts, heading, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { type Page, pageButtons } from '../../../chat/pages.js';
import { sayLine } from '../../../chat/say-line.js';
import { shorten } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import type { FeedbackGlimpse } from '../../feedback/index.js';
import type { ThemeFigures } from '../figures.js';
import { byMovement } from '../rules/change.js';
import { type Theme, themeName, titleOf, wordsName } from '../rules/theme.js';
import { changeText, leadText, timesText } from './theme-words.js';

const show = ({ number }: Pick<Theme, 'number'>): Action => button(say('Show'), 'themes.show', themeName(number));

/** What the first line says: what moved, or that nothing did. */
function leadOf(themes: readonly ThemeFigures[]): string {
  const [mover] = themes.toSorted((a, b) => byMovement(a.change, b.change));
  const [most] = themes;
  if (mover && !mover.change.isNoise) return leadText(mover.theme, mover.change);
  if (!most || most.change.count === 0) return say('No theme was named in 7 days');
  return say('Nothing moved beyond noise. Of the last 7 days: “{theme}”, {times}', {
    theme: wordsName(most.theme),
    times: timesText(most.change.count),
  });
}

/** A theme in a list. */
export const themeRow = ({ theme, change }: ThemeFigures): Block => ({
  kind: 'row',
  line: titleOf(theme),
  detail: say('{count, number} in 7 days · {change}', { count: change.count, change: changeText(change) }),
  action: show(theme),
});

/** @param themes all that are shown, for the first line @param hiddenCount those that people hid */
export const themesCard = (
  themes: readonly ThemeFigures[],
  page: Page<ThemeFigures>,
  { list, hiddenCount }: { readonly list: 'shown' | 'hidden'; readonly hiddenCount: number },
): Card =>
  titledCard(list === 'hidden' ? say('Hidden themes') : leadOf(themes), [
    ...page.items.map(themeRow),
    ...pageButtons(page, 'themes.list', (target) => `${list} ${target}`),
    ...(list === 'shown' && hiddenCount > 0
      ? [
          note(
            sayLine('{count, number} hidden: {command} lists them.', {
              count: hiddenCount,
              command: code('themes hidden'),
            }),
          ),
        ]
      : []),
  ]);

/** Before there are any. */
export const noThemesCard = (isFound: boolean): Card =>
  isFound
    ? titledCard(say('No theme yet'), [
        text(
          say('Too few customers have said the same. Themes are looked for again each Monday, in the last 26 weeks.'),
        ),
        actions([button(say('Look again'), 'themes.find', '')]),
      ])
    : titledCard(say('Looking for themes'), [
        text(say('This is the first time. In a minute they are here.')),
        actions([button(say('Show themes'), 'themes.list', 'shown 1', 'primary')]),
      ]);

/** Nothing is hidden. */
export const noneHiddenCard = (): Card =>
  titledCard(say('No theme is hidden'), [
    text(
      sayLine('{command} leaves one out of lists and agendas; it can be shown again.', {
        command: code('theme hide TH-3'),
      }),
    ),
  ]);

/** One theme with what its card shows. */
export interface ThemeView extends ThemeFigures {
  /** The sentence that says most of it, and where it stands. */
  readonly central: { readonly sentence: string; readonly name: string } | null;
  /** What customers said, as everybody may read it. */
  readonly quotes: readonly FeedbackGlimpse[];
  readonly segments: readonly { readonly segment: string | null; readonly count: number }[];
  /** What was merged into it. */
  readonly parts: readonly Theme[];
  /** It is a part of this one. */
  readonly into: Theme | null;
}

/** Everything of one theme. */
export function themeCard(view: ThemeView): Card {
  const { theme, change, central, quotes, parts, into } = view;
  return titledCard(`${themeName(theme.number)} · ${leadText(theme, change)}`, [
    ...(central ? [quote(central.sentence), note(say('{feedback} says it best.', { feedback: central.name }))] : []),
    facts(factsOf(view)),
    ...(quotes.length > 0 ? [heading(say('What customers said')), ...quotes.map(quoteRow)] : []),
    ...(parts.length > 0 ? [heading(say('Counts with it')), ...parts.map(partRow)] : []),
    ...(into ? [note(say('It counts as a part of {theme}.', { theme: titleOf(into) }))] : []),
    ...(theme.hiddenAt ? [note(say('It is hidden: lists and agendas leave it out.'))] : []),
    actions(actionsOf(view)),
  ]);
}

const quoteRow = ({ title, excerpt, name }: FeedbackGlimpse): Block => ({
  kind: 'row',
  line: excerpt === null ? title : `“${excerpt}”`,
  ...(excerpt !== null && { detail: title }),
  action: button(say('Show'), 'feedback.show', name),
});

const partRow = (part: Theme): Block => ({
  kind: 'row',
  line: titleOf(part),
  action: button(say('Take out'), 'themes.part', themeName(part.number)),
});

function factsOf({ theme, change, weeks, segments }: ThemeView): readonly { label: string; value: string }[] {
  const { usual, noise } = change;
  return [
    { label: say('In 7 days'), value: timesText(change.count) },
    ...(usual === null || noise === null
      ? [{ label: say('Before'), value: say('no whole week to compare with') }]
      : [
          { label: say('Usual'), value: say('{count} a week', { count: usual.toFixed(1) }) },
          {
            label: say('Noise'),
            value: change.isNoise
              ? say('{low, number} to {high, number} a week: this week is within it', noise)
              : say('{low, number} to {high, number} a week: this week is outside of it', noise),
          },
          { label: say('Week by week'), value: weeks.toReversed().join(' · ') },
        ]),
    ...(segments.length > 0
      ? [
          {
            label: say('By segment'),
            value: firstFew(
              segments.map(({ segment, count }) => `${segment ?? say('no segment')} ${count}`),
              6,
            ),
          },
        ]
      : []),
    { label: say('Words'), value: shorten(theme.words.slice(1).join(', '), 200) },
  ];
}

function actionsOf({ theme, into }: ThemeView): readonly Action[] {
  const name = themeName(theme.number);
  return [
    button(say('Rename'), 'themes.askName', name),
    ...(into ? [button(say('Take out'), 'themes.part', name)] : [button(say('Merge'), 'themes.askMerge', name)]),
    button(say('Split'), 'themes.askSplit', name),
    button(say('Make it an idea'), 'themes.idea', name, 'primary'),
    theme.hiddenAt ? button(say('Show in lists'), 'themes.unhide', name) : button(say('Hide'), 'themes.hide', name),
    button(say('History'), 'themes.history', name),
  ];
}
