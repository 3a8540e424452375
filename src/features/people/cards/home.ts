/** The first steps of an organisation on its home page, and the welcome in a place to which the bot was invited. */
import { type Block, type Card, code, type Line, mention } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { OrganisationProfile } from '../rules/profiles.js';
import type { SetUpStep } from '../rules/set-up.js';

const offer = (action: string, label: string, value = '') => ({ kind: 'button', action, label, value }) as const;
const run = (label: string, line: string) => ({ kind: 'button', action: 'router.run', label, value: line }) as const;

const steps = (): Readonly<Record<Exclude<SetUpStep, 'zone'>, Block>> => ({
  champion: {
    kind: 'row',
    line: say('Name a customer champion'),
    detail: say('One person holds everybody to account, and gets what no rule routes.'),
    action: offer('people.nameChampion', say('Name one')),
  },
  place: {
    kind: 'row',
    line: say('Invite me to a channel'),
    detail: sayLine('Where your team works, type {command}.', { command: code('/invite @empty-chair') }),
  },
  rule: {
    kind: 'row',
    line: say('Say who answers what'),
    detail: sayLine('A first rule: {command}.', { command: code('route add topic:billing to:@ana,@ben by:turns') }),
    action: run(say('See the rules'), 'route'),
  },
  news: {
    kind: 'row',
    line: say('Choose a place for news'),
    detail: say('Everybody there hears how feedback ended. Without one, it is told where the feedback was captured.'),
    action: offer('people.changeSettings', say('Choose'), 'places'),
  },
});

interface Zones {
  /** The organisation's. */
  readonly now: string;
  /** The reader's own, to take with one press; null: they may not change it. */
  readonly offered: string | null;
}

/** What is still to be set up, with how much is done. */
export function setUpBlocks(open: readonly SetUpStep[], total: number, zones: Zones): readonly Block[] {
  if (open.length === 0) return [];
  const heading = say('First steps: {done, number} of {total, number} done', { done: total - open.length, total });
  const rows = open.map((step) => (step === 'zone' ? zoneStep(zones) : steps()[step]));
  return [{ kind: 'heading', text: heading }, ...rows, { kind: 'divider' }];
}

const zoneStep = ({ now, offered }: Zones): Block => ({
  kind: 'row',
  line: say('Set your time zone'),
  detail: sayLine('Working days and promises are counted in {zone} now. For another: {command}.', {
    zone: now,
    command: code('settings zone:America/New_York'),
  }),
  ...(offered && { action: run(say('Use {zone}', { zone: offered }), `settings zone:${offered}`) }),
});

/** @param placeName without the # */
export function welcomeCard({ champion }: OrganisationProfile, placeName: string): Card {
  const who: Line = champion
    ? sayLine('{who} is your customer champion.', { who: mention(champion) })
    : sayLine('Nobody is your customer champion yet: {command}.', { command: code('champion @name') });
  return {
    title: say('Keep a chair free for the customer'),
    summary: say('Empty Chair is in #{channel} now. Type `help` to see what I can do.', { channel: placeName }),
    blocks: [
      {
        kind: 'text',
        line: say(
          'Thank you for the invitation. When a customer tells you something, give it to me: it gets one owner, and an answer within the promise.',
        ),
      },
      {
        kind: 'list',
        items: [
          sayLine('Type {command} and what they said.', { command: code('feedback') }),
          say('Or open a message’s ⋯ menu and choose “Capture feedback”.'),
          sayLine('Everything else: {command}.', { command: code('help') }),
        ],
      },
      { kind: 'note', line: who },
      { kind: 'actions', actions: [run(say('Help'), 'help'), run(say('Capture feedback'), 'feedback')] },
    ],
  };
}
