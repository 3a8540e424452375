/** What is shown and said when two accounts of one person are joined. */
import { type Card, code } from '../../../chat/card.js';
import type { Platform } from '../../../kernel/person.js';
import type { MemberProfile } from '../rules/profiles.js';
import type { Account } from '../store/accounts.js';

const called: Readonly<Record<Platform, string>> = { slack: 'Slack', teams: 'Teams', playground: 'the playground' };

export const nameTwo =
  'Two accounts are needed. Name both accounts of one person, first the one that stays: `join @maya @maya.chen`';
export const sameAlready = 'Both accounts are one member already. To take that back, type `part @name`.';
export const sameWorkspace = (name: string): string =>
  `Both have an account in ${name}, so they are two people. Only accounts of different workspaces can be joined.`;
export const oneAccount = ({ name }: Pick<MemberProfile, 'name'>): string =>
  `${name} has one account only, so there is nothing to part.`;
export const noSuchInbox = (accounts: readonly Account[]): string => {
  const [first, ...others] = [...new Set(accounts.map(({ platform }) => platform))];
  if (others.length === 0)
    return `You have one account only, in ${called[first ?? 'slack']}, and messages reach you there. The champion can join another to it: \`join @you @you-there\``;
  return `You have no account by that name. Type ${[first, ...others].map((each) => `\`inbox ${each}\``).join(' or ')}.`;
};

const card = (title: string, line: Card['blocks'][number] & { readonly kind: 'text' }): Card => ({
  title,
  summary: title,
  tone: 'good',
  blocks: [line],
});

/** @param accounts the first is where messages go */
export function joinedCard({ name, handle }: MemberProfile, accounts: readonly Account[]): Card {
  const where = accounts.map(({ platform }) => called[platform]).join(' and ');
  const inbox = called[accounts[0]?.platform ?? 'slack'];
  const line = [
    `What belonged to either account belongs to ${name} now. Messages reach them in ${inbox}; they can change that with `,
    code('inbox'),
    '. Cards posted earlier show it when they next change. To take this back, type ',
    code(`part @${handle}`),
    ': each account then gets back what was its own.',
  ];
  return card(`${name} is one member in ${where}`, { kind: 'text', line });
}

/** After the way back. */
export function partedCard({ name }: MemberProfile): Card {
  const line =
    'Each account is a separate member again, with what it had before. What came since stays with the first: `feedback list` shows it, and it can be handed over. Cards posted earlier show it when they next change.';
  return card(`The accounts of ${name} are separate again`, { kind: 'text', line });
}

/** To whoever chose. */
export function inboxCard({ platform }: Account): Card {
  return card(`Your messages reach you in ${called[platform]}`, {
    kind: 'text',
    line: 'Earlier messages in your other chats stay there, but are no longer updated.',
  });
}
