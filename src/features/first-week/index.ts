/**
 * The door of the first week: whoever is new gets to know the customers by a private card on each of five working days.
 * begin.ts starts one, send.ts sends its cards, days.ts gathers what they tell, talk.ts ends it with a promise, lives.ts
 * keeps what the champion writes. house.ts builds it.
 */
import type { Arrival } from '../../chat/arrival.js';
import { facts, heading } from '../../chat/blocks.js';
import type { Chapter, Command, Feature, ReportPeriod } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import { phrase, say } from '../../kernel/language/say.js';
import { addNewcomer, arrived, resume, skip } from './begin.js';
import { newcomerRow } from './cards/words.js';
import type { FirstWeekDeps } from './deps.js';
import { addLife, removeLife, restoreLife, showLives } from './lives.js';
import { days, type Newcomer } from './rules/newcomer.js';
import { daySweep, outgoing } from './send.js';
import { countNewcomers, listNewcomers } from './store/newcomers.js';
import { openTalk, promiseTalk } from './talk.js';

export { firstWeekSettings } from './settings.js';

/** The door of the first week, with what platforms ask of it. */
export interface FirstWeekRoom extends Feature {
  /** A platform says that somebody joined a place. */
  arrived(arrival: Arrival): Promise<void>;
}

/** Builds the room on people, customers, feedback and meetings. */
export function createFirstWeek(deps: FirstWeekDeps): FirstWeekRoom {
  return {
    title: phrase('First week'),
    topic: { name: 'newcomers', about: phrase('how whoever is new gets to know our customers') },
    commands: commands(deps),
    actions: {
      'firstWeek.list': newcomersList(deps).pressed,
      'firstWeek.skip': (_, context) => skip(deps, context),
      'firstWeek.resume': (_, context) => resume(deps, context),
      'firstWeek.choose': (_, context) => openTalk(deps, context),
      'firstWeek.lives': (_, context) => showLives(deps, context),
      'firstWeek.removeLife': (value, context) => removeLife(deps, value, context),
      'firstWeek.restoreLife': (value, context) => restoreLife(deps, value, context),
    },
    forms: { 'firstWeek.talk': (_, values, context) => promiseTalk(deps, values, context) },
    outgoing: outgoing(deps),
    sweeps: [daySweep(deps)],
    reportOn: (period, context) => reportOn(deps, period, context),
    arrived: (arrival) => arrived(deps, arrival),
  };
}

const commands = (deps: FirstWeekDeps): readonly Command[] => [
  {
    name: 'newcomers',
    usage: 'newcomers',
    does: phrase('lists who gets to know our customers by a card a day'),
    asked: [{ words: /^who is new(?: here)?$/iu, line: 'newcomers' }],
    handle: newcomersList(deps).typed,
  },
  {
    name: 'newcomers add',
    usage: 'newcomers add @x',
    does: phrase('gives somebody five private cards about our customers, one on each working day'),
    examples: ['newcomers add @maya'],
    allowed: 'champion',
    handle: ({ text }, context) => addNewcomer(deps, text, context),
  },
  {
    name: 'newcomers skip',
    usage: 'newcomers skip',
    does: phrase('stops the cards that you get; newcomers resume goes on'),
    handle: (_, context) => skip(deps, context),
  },
  {
    name: 'newcomers resume',
    usage: 'newcomers resume',
    does: phrase('goes on with the cards that you stopped'),
    handle: (_, context) => resume(deps, context),
  },
  {
    name: 'life',
    usage: 'life',
    does: phrase('shows how our customers live, as whoever is new reads it'),
    handle: (_, context) => showLives(deps, context),
  },
  {
    name: 'life add',
    usage: 'life add TEXT [link:]',
    does: phrase('adds a day of a customer, or an exercise to try, for whoever is new'),
    examples: ['life add "Use our shop with the keyboard alone for five minutes."'],
    allowed: 'champion',
    details: [{ key: 'link' }],
    keeps: { asks: phrase('Is this how a customer lives?'), button: phrase('Keep it') },
    handle: (line, context) => addLife(deps, line, context),
  },
  {
    name: 'life remove',
    usage: 'life remove LT-1',
    does: phrase('takes a text about how customers live away; life restore LT-1 brings it back'),
    examples: ['life remove LT-1'],
    allowed: 'champion',
    handle: ({ text }, context) => removeLife(deps, text, context),
  },
  {
    name: 'life restore',
    usage: 'life restore LT-1',
    does: phrase('brings a text about how customers live back'),
    examples: ['life restore LT-1'],
    allowed: 'champion',
    handle: ({ text }, context) => restoreLife(deps, text, context),
  },
];

function newcomersList(deps: FirstWeekDeps): ListHandlers {
  return createList<Newcomer>({
    action: 'firstWeek.list',
    lists: {
      all: () => ({
        title: say('Who gets to know our customers'),
        none: say(
          'Nobody is new. The champion adds somebody: `newcomers add @maya`. Or everybody who joins a channel gets it: `settings newcomers-place:#marketing`.',
        ),
      }),
    },
    everything: 'all',
    find: (_, cut, { actor }) => listNewcomers(deps.database, actor.organisationId, cut),
    async rows(newcomers, { actor }) {
      const ids = newcomers.map(({ memberId }) => memberId);
      const members = await deps.people.members(actor.organisationId, ids);
      const names = new Map(members.map(({ id, name }) => [id, name]));
      const now = deps.clock.now();
      return newcomers.map((each) => newcomerRow(each, names.get(each.memberId) ?? say('Somebody who left'), now));
    },
  });
}

/** Of those who began in the period: who got all cards, who skipped, who said with whom they will talk. */
async function reportOn(
  { database }: FirstWeekDeps,
  period: ReportPeriod,
  { actor }: InteractionContext,
): Promise<Chapter> {
  const counts = await countNewcomers(database, actor.organisationId, { ...period, dayCount: days.length });
  const { startedCount, finishedCount, skippedCount, promisedCount } = counts;
  if (startedCount === 0) return { count: 0, blocks: [] };
  return {
    count: startedCount,
    blocks: [
      heading(say('First weeks with our customers')),
      facts([
        { label: say('Began'), value: String(startedCount) },
        { label: say('Got all cards'), value: String(finishedCount) },
        { label: say('Skipped the rest'), value: String(skippedCount) },
        { label: say('Said with whom they will talk'), value: String(promisedCount) },
      ]),
    ],
  };
}
