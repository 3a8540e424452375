/** The list of themes, and one of them. */
import { actions, button, facts, heading, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code } from '../../../chat/card.js';
import { counted, firstFew } from '../../../chat/counted.js';
import { type Page, pageButtons } from '../../../chat/pages.js';
import { shorten } from '../../../chat/shorten.js';
import type { FeedbackGlimpse } from '../../feedback/index.js';
import type { ThemeFigures } from '../figures.js';
import { byMovement } from '../rules/change.js';
import { type Theme, themeName, titleOf, wordsName } from '../rules/theme.js';
import { changeText, leadText, timesText } from './theme-words.js';

const show = ({ number }: Pick<Theme, 'number'>): Action => button('Show', 'themes.show', themeName(number));

/** What the first line says: what moved, or that nothing did. */
function leadOf(themes: readonly ThemeFigures[]): string {
  const [mover] = themes.toSorted((a, b) => byMovement(a.change, b.change));
  const [most] = themes;
  if (mover && !mover.change.isNoise) return leadText(mover.theme, mover.change);
  if (!most || most.change.count === 0) return 'No theme was named in 7 days';
  return `Nothing moved beyond noise. Of the last 7 days: “${wordsName(most.theme)}”, ${timesText(most.change.count)}`;
}

/** A theme in a list. */
export const themeRow = ({ theme, change }: ThemeFigures): Block => ({
  kind: 'row',
  line: titleOf(theme),
  detail: `${counted(change.count)} in 7 days · ${changeText(change)}`,
  action: show(theme),
});

/** @param themes all that are shown, for the first line @param hiddenCount those that people hid */
export const themesCard = (
  themes: readonly ThemeFigures[],
  page: Page<ThemeFigures>,
  { list, hiddenCount }: { readonly list: 'shown' | 'hidden'; readonly hiddenCount: number },
): Card =>
  titledCard(list === 'hidden' ? 'Hidden themes' : leadOf(themes), [
    ...page.items.map(themeRow),
    ...pageButtons(page, 'themes.list', (target) => `${list} ${target}`),
    ...(list === 'shown' && hiddenCount > 0
      ? [note([`${counted(hiddenCount)} hidden: `, code('themes hidden'), ' lists them.'])]
      : []),
  ]);

/** Before there are any. */
export const noThemesCard = (isFound: boolean): Card =>
  isFound
    ? titledCard('No theme yet', [
        text('Too few customers have said the same. Themes are looked for again each Monday, in the last 26 weeks.'),
        actions([button('Look again', 'themes.find', '')]),
      ])
    : titledCard('Looking for themes', [
        text('This is the first time. In a minute they are here.'),
        actions([button('Show themes', 'themes.list', 'shown 1', 'primary')]),
      ]);

/** Nothing is hidden. */
export const noneHiddenCard: Card = titledCard('No theme is hidden', [
  text([code('theme hide TH-3'), ' leaves one out of lists and agendas; it can be shown again.']),
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
    ...(central ? [quote(central.sentence), note(`${central.name} says it best.`)] : []),
    facts(factsOf(view)),
    ...(quotes.length > 0 ? [heading('What customers said'), ...quotes.map(quoteRow)] : []),
    ...(parts.length > 0 ? [heading('Counts with it'), ...parts.map(partRow)] : []),
    ...(into ? [note(`It counts as a part of ${titleOf(into)}.`)] : []),
    ...(theme.hiddenAt ? [note('It is hidden: lists and agendas leave it out.')] : []),
    actions(actionsOf(view)),
  ]);
}

const quoteRow = ({ title, excerpt, name }: FeedbackGlimpse): Block => ({
  kind: 'row',
  line: excerpt === null ? title : `“${excerpt}”`,
  ...(excerpt !== null && { detail: title }),
  action: button('Show', 'feedback.show', name),
});

const partRow = (part: Theme): Block => ({
  kind: 'row',
  line: titleOf(part),
  action: button('Take out', 'themes.part', themeName(part.number)),
});

function factsOf({ theme, change, weeks, segments }: ThemeView): readonly { label: string; value: string }[] {
  const { usual, noise } = change;
  return [
    { label: 'In 7 days', value: timesText(change.count) },
    ...(usual === null || noise === null
      ? [{ label: 'Before', value: 'no whole week to compare with' }]
      : [
          { label: 'Usual', value: `${usual.toFixed(1)} a week` },
          {
            label: 'Noise',
            value: `${counted(noise.low)} to ${counted(noise.high)} a week: ${change.isNoise ? 'this week is within it' : 'this week is outside of it'}`,
          },
          { label: 'Week by week', value: weeks.toReversed().join(' · ') },
        ]),
    ...(segments.length > 0
      ? [
          {
            label: 'By segment',
            value: firstFew(
              segments.map(({ segment, count }) => `${segment ?? 'no segment'} ${count}`),
              6,
            ),
          },
        ]
      : []),
    { label: 'Words', value: shorten(theme.words.slice(1).join(', '), 200) },
  ];
}

function actionsOf({ theme, into }: ThemeView): readonly Action[] {
  const name = themeName(theme.number);
  return [
    button('Rename', 'themes.askName', name),
    ...(into ? [button('Take out', 'themes.part', name)] : [button('Merge', 'themes.askMerge', name)]),
    button('Split', 'themes.askSplit', name),
    button('Make it an idea', 'themes.idea', name, 'primary'),
    theme.hiddenAt ? button('Show in lists', 'themes.unhide', name) : button('Hide', 'themes.hide', name),
    button('History', 'themes.history', name),
  ];
}
