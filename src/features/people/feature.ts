/** What people answers to: each id and the use case behind it, a line each. Read by the door. */
import type { CommandLine } from '../../chat/command-line.js';
import type { Command, Feature } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import type { Reply } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { phrase } from '../../kernel/language/say.js';
import { atHome, welcomeNotice } from './at-home.js';
import { settingsText } from './cards/refusals.js';
import { chooseLanguage, showLanguages } from './choose-language.js';
import type { PeopleDeps } from './deps.js';
import { longestMember } from './find-people.js';
import { inviteWorkspace } from './invite-workspace.js';
import { joinOrganisation } from './join-organisation.js';
import { chooseInbox, type JoiningDeps, joinPeople, partPeople } from './join-people.js';
import { comeBack, leave, openLeaving, standInNotice } from './leave.js';
import {
  championLeftNotice,
  formerChampionNotice,
  nameChampion,
  newChampionNotice,
  openNaming,
  showChampion,
} from './name-champion.js';
import { manager } from './name-manager.js';
import { oweList } from './owe.js';
import { sharedPlaceNotice } from './place-audience.js';
import { openHours, setHours } from './set-hours.js';
import {
  allSettings,
  changeSettings,
  explainSettings,
  openSettings,
  settingsFilledIn,
  showSettings,
} from './settings/change.js';

export function peopleFeature(deps: JoiningDeps): Feature {
  return {
    title: phrase('People'),
    topic: { name: 'people', about: phrase('what you owe, who is away, working hours, the champion, settings') },
    commands: commands(deps),
    nameBooks: {
      member: {
        longest: (organisationId, words) => longestMember(deps.database, organisationId, words),
        // A member is never made by naming one: findMember says whom it may be.
        alike: async () => [],
      },
    },
    actions: {
      'people.owe': oweList(deps).pressed,
      'people.nameChampion': (_, context) => openNaming(deps, context),
      'people.handOverRole': (memberId, context) => nameChampion(deps, memberId, context, true),
      'people.leave': (_, context) => openLeaving(deps, undefined, context),
      'people.return': (_, context) => comeBack(deps, context),
      'people.settings': (_, context) => showSettings(deps, context),
      'people.changeSettings': (group, context) => openSettings(deps, group, context),
      'people.setHours': (_, context) => openHours(deps, context),
      'people.chooseLanguage': (name, context) => chooseLanguage(deps, name, context),
    },
    forms: {
      'people.nameChampion': (_, { champion }, context) => nameChampion(deps, String(champion ?? ''), context),
      'people.leave': (_, values, context) => leave(deps, values, context),
      'people.changeSettings': (subject, values, context) => settingsFilledIn(deps, { subject, values }, context),
      'people.setHours': (_, values, context) => setHours(deps, values, context),
    },
    atHome: (context) => atHome(deps, context),
    outgoing: {
      'people.newChampion': newChampionNotice(deps),
      'people.formerChampion': formerChampionNotice(deps),
      'people.championLeft': championLeftNotice(deps),
      'people.standIn': standInNotice(deps),
      'people.welcome': welcomeNotice(deps),
      'people.sharedPlace': sharedPlaceNotice(deps),
    },
  };
}

function commands(deps: JoiningDeps): readonly Command[] {
  const settingNames = allSettings(deps).map(({ name }) => name);
  return [
    {
      name: 'owe',
      usage: 'owe [WORDS]',
      does: phrase('shows what you owe: feedback, follow-ups, questions'),
      asked: [
        {
          words:
            /^what (?:do i (?:owe|(?:have|need) to (?:do|answer))|(?:should|must) i (?:do|answer)(?: next| first)?)$/iu,
          line: 'owe',
        },
        {
          words: /^what is (?:mine|(?:waiting for|assigned to|left for|on) me|on my (?:plate|list|desk))$/iu,
          line: 'owe',
        },
        { words: /^(?:show )?(?:what i owe|my (?:tasks|to-?dos?|items|open items|work))$/iu, line: 'owe' },
      ],
      handle: oweList(deps).typed,
    },
    {
      name: 'champion',
      usage: 'champion [@x]',
      does: phrase('shows or names the customer champion'),
      asked: [{ words: /^who is (?:customer )?champion$/iu, line: 'champion' }],
      handle: ({ text }, context) => (text === '' ? showChampion(deps, context) : nameChampion(deps, text, context)),
    },
    {
      name: 'manager',
      usage: 'manager [@x] [of:@y]',
      does: phrase('shows or names your manager'),
      details: [{ key: 'of' }],
      handle: ({ text, details: { of } }, context) => manager(deps, { typed: text.trim(), of }, context),
    },
    {
      name: 'away',
      usage: 'away until friday [delegate:@x]',
      does: phrase('stops your reminders until then'),
      examples: ['away until friday', 'away until:2026-12-24 delegate:@ben'],
      details: [{ key: 'until' }, { key: 'delegate', names: 'member' }],
      handle: ({ text, details: { until = text, delegate } }, context) =>
        until === '' ? openLeaving(deps, delegate, context) : leave(deps, { until, delegate }, context),
    },
    { name: 'back', usage: 'back', does: phrase('ends your absence'), handle: (_, context) => comeBack(deps, context) },
    {
      name: 'hours',
      usage: 'hours [9-17] [zone:Europe/London]',
      does: phrase('shows or sets when reminders may reach you'),
      examples: ['hours 9-17 zone:Europe/London'],
      details: [{ key: 'zone' }],
      handle: ({ text, details: { zone } }, context) =>
        text === '' && zone === undefined
          ? openHours(deps, context)
          : setHours(deps, { hours: text === '' ? undefined : text, zone }, context),
    },
    {
      name: 'language',
      usage: 'language [NAME]',
      does: phrase('shows or chooses the language in which I write to you'),
      examples: ['language urdu', 'language default'],
      handle: ({ text }, context) =>
        text.trim() === '' ? showLanguages(deps, context) : chooseLanguage(deps, text.trim(), context),
    },
    {
      name: 'settings',
      usage: 'settings [NAME:VALUE]',
      does: phrase('shows or changes the promise, working days, holidays, places and more'),
      examples: ['settings promise:48h days:mon-fri', 'settings news:#customers'],
      asked: [{ words: /^(?:show|what are) settings$/iu, line: 'settings' }],
      explain: (context) => explainSettings(deps, context),
      details: settingNames.map((key) => ({ key })),
      handle: ({ text, details }, context) => settings(deps, { text, details }, context),
    },
    {
      name: 'join',
      usage: 'join @x @y',
      does: phrase('joins two accounts of one person'),
      allowed: 'champion',
      handle: ({ text }, context) => joinPeople(deps, text.trim(), context),
    },
    {
      name: 'part',
      usage: 'part @x',
      does: phrase('separates accounts that were joined'),
      allowed: 'champion',
      handle: ({ text }, context) => partPeople(deps, text.trim(), context),
    },
    {
      name: 'inbox',
      usage: 'inbox slack|teams',
      does: phrase('chooses where messages reach you, if you have an account in both'),
      handle: ({ text }, context) => chooseInbox(deps, text, context),
    },
    {
      name: 'connect',
      usage: 'connect [CODE]',
      does: phrase('lets one more workspace join your organisation'),
      allowed: 'champion',
      handle: ({ text }, context) =>
        text === '' ? inviteWorkspace(deps, context) : joinOrganisation(deps, text.trim(), context),
    },
  ];
}

async function settings(
  deps: PeopleDeps,
  { text, details }: Pick<CommandLine, 'text' | 'details'>,
  context: InteractionContext,
): Promise<Reply> {
  if (text !== '') throw InvalidInput.field('people.settingsText', 'text', settingsText(text));
  if (Object.keys(details).length === 0) return showSettings(deps, context);
  return changeSettings(deps, { typed: details }, context);
}
