/** What is shown and said when two accounts of one person are joined. */
import { type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { sayAll, sayEither } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { Platform } from '../../../kernel/person.js';
import type { MemberProfile } from '../rules/profiles.js';
import type { Account } from '../store/accounts.js';

const called = (platform: Platform = 'slack'): string =>
  ({ slack: 'Slack', teams: 'Teams', playground: say('the playground') })[platform];

export const nameTwo = () =>
  say('Two accounts are needed. Name both accounts of one person, first the one that stays: `join @maya @maya.chen`');
export const sameAlready = () => say('Both accounts are one member already. To take that back, type `part @name`.');
export const sameWorkspace = (name: string): string =>
  say(
    'Both have an account in {workspace}, so they are two people. Only accounts of different workspaces can be joined.',
    { workspace: name },
  );
export const oneAccount = ({ name }: Pick<MemberProfile, 'name'>): string =>
  say('{name} has one account only, so there is nothing to part.', { name });
export const noSuchInbox = (accounts: readonly Account[]): string => {
  const [first, ...others] = [...new Set(accounts.map(({ platform }) => platform))];
  if (others.length === 0)
    return say(
      'You have one account only, in {platform}, and messages reach you there. The champion can join another to it: `join @you @you-there`',
      { platform: called(first) },
    );
  return say('You have no account by that name. Type {commands}.', {
    commands: sayEither([first, ...others].map((each) => `\`inbox ${each}\``)),
  });
};

const card = (title: string, line: Card['blocks'][number] & { readonly kind: 'text' }): Card => ({
  title,
  summary: title,
  tone: 'good',
  blocks: [line],
});

/** @param accounts the first is where messages go */
export function joinedCard({ name, handle }: MemberProfile, accounts: readonly Account[]): Card {
  const where = sayAll(accounts.map(({ platform }) => called(platform)));
  const inbox = called(accounts[0]?.platform);
  const line = sayLine(
    'What belonged to either account belongs to {name} now. Messages reach them in {inbox}; they can change that with {inboxCommand}. Cards posted earlier show it when they next change. To take this back, type {partCommand}: each account then gets back what was its own.',
    { name, inbox, inboxCommand: code('inbox'), partCommand: code(`part @${handle}`) },
  );
  return card(say('{name} is one member in {platforms}', { name, platforms: where }), { kind: 'text', line });
}

/** After the way back. */
export function partedCard({ name }: MemberProfile): Card {
  const line = say(
    'Each account is a separate member again, with what it had before. What came since stays with the first: `feedback list` shows it, and it can be handed over. Cards posted earlier show it when they next change.',
  );
  return card(say('The accounts of {name} are separate again', { name }), { kind: 'text', line });
}

/** To whoever chose. */
export function inboxCard({ platform }: Account): Card {
  return card(say('Your messages reach you in {platform}', { platform: called(platform) }), {
    kind: 'text',
    line: say('Earlier messages in your other chats stay there, but are no longer updated.'),
  });
}
