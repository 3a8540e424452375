/** The first steps of an organisation on its home page, and the welcome in a place to which the bot was invited. */
import { type Block, type Card, code, type Line, mention } from '../../../chat/card.js';
import type { OrganisationProfile } from '../rules/profiles.js';
import type { SetUpStep } from '../rules/set-up.js';

const offer = (action: string, label: string, value = '') => ({ kind: 'button', action, label, value }) as const;
const run = (label: string, line: string) => ({ kind: 'button', action: 'router.run', label, value: line }) as const;

const steps: Readonly<Record<Exclude<SetUpStep, 'zone'>, Block>> = {
  champion: {
    kind: 'row',
    line: 'Name a customer champion',
    detail: 'One person holds everybody to account, and gets what no rule routes.',
    action: offer('people.nameChampion', 'Name one'),
  },
  place: {
    kind: 'row',
    line: 'Invite me to a channel',
    detail: ['Where your team works, type ', code('/invite @empty-chair'), '.'],
  },
  rule: {
    kind: 'row',
    line: 'Say who answers what',
    detail: ['A first rule: ', code('route add topic:billing to:@ana,@ben by:turns'), '.'],
    action: run('See the rules', 'route'),
  },
  news: {
    kind: 'row',
    line: 'Choose a place for news',
    detail: 'Everybody there hears how feedback ended. Without one, it is told where the feedback was captured.',
    action: offer('people.changeSettings', 'Choose', 'places'),
  },
};

interface Zones {
  /** The organisation's. */
  readonly now: string;
  /** The reader's own, to take with one press; null: they may not change it. */
  readonly offered: string | null;
}

/** What is still to be set up, with how much is done. */
export function setUpBlocks(open: readonly SetUpStep[], total: number, zones: Zones): readonly Block[] {
  if (open.length === 0) return [];
  const heading = `First steps: ${total - open.length} of ${total} done`;
  const rows = open.map((step) => (step === 'zone' ? zoneStep(zones) : steps[step]));
  return [{ kind: 'heading', text: heading }, ...rows, { kind: 'divider' }];
}

const zoneStep = ({ now, offered }: Zones): Block => ({
  kind: 'row',
  line: 'Set your time zone',
  detail: [
    `Working days and promises are counted in ${now} now. For another: `,
    code('settings zone:America/New_York'),
    '.',
  ],
  ...(offered && { action: run(`Use ${offered}`, `settings zone:${offered}`) }),
});

/** @param placeName without the # */
export function welcomeCard({ champion }: OrganisationProfile, placeName: string): Card {
  const who: Line = champion
    ? [mention(champion), ' is your customer champion.']
    : ['Nobody is your customer champion yet: ', code('champion @name'), '.'];
  return {
    title: 'Keep a chair free for the customer',
    summary: `Empty Chair is in #${placeName} now. Type \`help\` to see what I can do.`,
    blocks: [
      {
        kind: 'text',
        line: 'Thank you for the invitation. When a customer tells you something, give it to me: it gets one owner, and an answer within the promise.',
      },
      {
        kind: 'list',
        items: [
          ['Type ', code('feedback'), ' and what they said.'],
          'Or open a message’s ⋯ menu and choose “Capture feedback”.',
          ['Everything else: ', code('help'), '.'],
        ],
      },
      { kind: 'note', line: who },
      { kind: 'actions', actions: [run('Help', 'help'), run('Capture feedback', 'feedback')] },
    ],
  };
}
