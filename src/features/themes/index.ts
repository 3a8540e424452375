/**
 * The door of themes: what many customers say about the same. find.ts finds them, catch-up.ts sorts what comes in,
 * figures.ts counts, change.ts is what people decide about them; others ask `top` and `figures`. house.ts builds it.
 */

import type { Command, Feature } from '../../chat/feature.js';
import { shownBy } from '../../chat/numbered.js';
import { phrase } from '../../kernel/language/say.js';
import { agendaNews } from './agenda.js';
import { askMerge, askName, hide, merge, mergeByCommand, nameByCommand, part, rename, unhide } from './change.js';
import type { ThemesDeps } from './deps.js';
import { findFor, findingSweep } from './find.js';
import { homeParts } from './home-part.js';
import { makeIdea } from './idea.js';
import { themeNumbers } from './rules/theme.js';
import { findNow, show, showHistory, showList, themesByCommand } from './show.js';
import { askSplit, split, splitByCommand } from './split.js';
import { type AskedForTop, type TopTheme, top } from './top.js';
import { watchedThemes } from './watched.js';

export type { BeginFinding } from './finding/finder.js';
export { themesSettings } from './settings.js';
export type { TopTheme } from './top.js';

/** The door of themes, with what other rooms ask of it. */
export interface ThemesRoom extends Feature {
  /** Finds them now, whenever they are due. */
  findNow(organisationId: string): Promise<void>;
  /** The most named themes of the last seven days, none of them hidden. */
  top(organisationId: string, asked: AskedForTop): Promise<readonly TopTheme[]>;
}

/** Builds the room on people, customers, feedback and ideas. */
export function createThemes(deps: ThemesDeps): ThemesRoom {
  return {
    title: phrase('Themes'),
    topic: { name: 'themes', about: phrase('what many customers say about the same, and what moved') },
    commands: commands(deps),
    actions: {
      'themes.list': (value, context) => showList(deps, value, context),
      'themes.find': (_, context) => findNow(deps, context),
      'themes.show': (value, context) => show(deps, themeNumbers.read(value), context),
      'themes.history': (value, context) => showHistory(deps, value, context),
      'themes.askName': (value, context) => askName(deps, value, context),
      'themes.askMerge': (value, context) => askMerge(deps, value, context),
      'themes.askSplit': (value, context) => askSplit(deps, value, context),
      'themes.idea': (value, context) => makeIdea(deps, value, context),
      'themes.part': (value, context) => part(deps, value, context),
      'themes.hide': (value, context) => hide(deps, value, context),
      'themes.unhide': (value, context) => unhide(deps, value, context),
    },
    forms: {
      'themes.name': (subject, values, context) => rename(deps, subject, values, context),
      'themes.split': (subject, values, context) => split(deps, subject, values, context),
      'themes.merge': (subject, values, context) => merge(deps, subject, values, context),
    },
    shows: (text) => shownBy('themes', themeNumbers, text),
    homeParts: ({ organisationId }) => homeParts(deps, organisationId),
    figures: (organisationId) => watchedThemes(deps, organisationId),
    sweeps: [findingSweep(deps)],
    findNow: (organisationId) => findFor(deps, { organisationId }),
    agendaNews: (organisationId, since) => agendaNews(deps, organisationId, since),
    top: (organisationId, asked) => top(deps, organisationId, asked),
  };
}

const commands = (deps: ThemesDeps): readonly Command[] => [
  {
    name: 'themes',
    usage: 'themes [TH-3|hidden]',
    does: phrase('shows what many customers say about the same, and what moved beyond noise; themes TH-3 shows one'),
    examples: ['themes', 'themes TH-3', 'themes hidden'],
    asked: [{ words: /^(?:show themes|what are the themes|what do customers (?:say|talk about))$/iu, line: 'themes' }],
    handle: ({ text }, context) => themesByCommand(deps, text, context),
  },
  {
    name: 'themes find',
    usage: 'themes find',
    does: phrase('looks for themes now; by themselves they are looked for each Monday'),
    handle: (_, context) => findNow(deps, context),
  },
  {
    name: 'theme name',
    usage: 'theme name TH-3 [as:"NAME"]',
    does: phrase('gives a theme another name, which holds in later weeks; as:none lets its words name it again'),
    examples: ['theme name TH-3 as:"Slow login"'],
    details: [{ key: 'as' }],
    handle: (line, context) => nameByCommand(deps, line, context),
  },
  {
    name: 'theme merge',
    usage: 'theme merge TH-3 [into:TH-5]',
    does: phrase('counts a theme as a part of another'),
    examples: ['theme merge TH-3 into:TH-5'],
    details: [{ key: 'into' }],
    handle: (line, context) => mergeByCommand(deps, line, context),
  },
  {
    name: 'theme split',
    usage: 'theme split TH-3 [words:"A, B"]',
    does: phrase('makes a theme of its own of what says these words; merging it puts it back'),
    examples: ['theme split TH-3 words:"password, reset"'],
    details: [{ key: 'words' }],
    handle: (line, context) => splitByCommand(deps, line, context),
  },
  {
    name: 'theme part',
    usage: 'theme part TH-3',
    does: phrase('takes a merge back'),
    examples: ['theme part TH-3'],
    handle: ({ text }, context) => part(deps, text, context),
  },
  {
    name: 'theme hide',
    usage: 'theme hide TH-3',
    does: phrase('leaves a theme out of lists and agendas; themes hidden lists it'),
    examples: ['theme hide TH-3'],
    handle: ({ text }, context) => hide(deps, text, context),
  },
  {
    name: 'theme show',
    usage: 'theme show TH-3',
    does: phrase('shows a hidden theme in lists again'),
    examples: ['theme show TH-3'],
    handle: ({ text }, context) => unhide(deps, text, context),
  },
];
