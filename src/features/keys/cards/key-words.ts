/** Every word that this room says: keys, what they may do, and refusals. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { KeyEntry, Scope } from '../../../chat/key-book.js';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '../../../kernel/errors.js';
import { maxKeysOfOne } from '../rules/key.js';
import { scopeWords } from '../rules/scopes.js';

const may = (scopes: readonly Scope[]): Block => ({
  kind: 'list',
  items: scopes.map((scope): Line => [bold(scope), `: ${scopeWords[scope]}`]),
});

/** The key, for its asker alone; it is kept nowhere. */
export function keyMadeCard(name: string, scopes: readonly Scope[], key: string): Card {
  return {
    ...titledCard(`Your key ${name}`, [
      text('It is shown only now. Copy it to where you keep passwords: whoever has it does these things in your name.'),
      text(code(key)),
      may(scopes),
      note([
        'It may never do more than you may. Programs send it as “Authorization: Bearer KEY”. ',
        code(`key revoke ${name}`),
        ' ends it.',
      ]),
    ]),
    summary: `Your key ${name} was made.`,
    discreet: true,
  };
}

/** A key with whose it is; null: a system's. */
export interface ShownKey extends KeyEntry {
  readonly owner: string | null;
}

/** One's own keys or, for the champion and admins, all that are in use. */
export function keysCard(keys: readonly ShownKey[], { timeZone, isAll }: Looking): Card {
  const how = note([
    code('key new NAME scope:read,capture'),
    ' makes a key of yours. Keys of systems are made by whoever runs the bot.',
  ]);
  if (keys.length === 0)
    return titledCard('No key yet', [text('With a key, a program asks and does things in your name.'), how]);
  const title = isAll ? `Keys (${counted(keys.length)})` : `Your keys (${counted(keys.length)})`;
  return {
    ...titledCard(title, [...keys.slice(0, shownCount).map(rowOf(timeZone)), ...more(keys), how]),
    discreet: true,
  };
}

interface Looking {
  readonly timeZone: string;
  /** Everybody's, with whose each is. */
  readonly isAll: boolean;
}

const shownCount = 40;

const more = (keys: readonly ShownKey[]): readonly Block[] =>
  keys.length > shownCount
    ? [note(`And ${counted(keys.length - shownCount)} more. Whoever runs the bot lists them all with npm run key.`)]
    : [];

const rowOf =
  (timeZone: string) =>
  ({ name, owner, memberId, scopes, signs, createdAt, lastUsedAt }: ShownKey): Block => {
    const day = (at: Date) => ({ kind: 'time' as const, at, timeZone, style: 'date' as const });
    return {
      kind: 'row',
      line: [
        bold(name),
        ` · ${memberId === null ? 'a system’s' : (owner ?? 'somebody who left')} · ${scopes.join(', ')}`,
      ],
      detail: [
        ...(['made ', day(createdAt), ', '] as const),
        ...(lastUsedAt === null ? ['not used yet'] : ['last used ', day(lastUsedAt)]),
        ...(signs ? [', its requests are signed'] : []),
      ],
      action: {
        ...button('Revoke', 'keys.revoke', name),
        confirm: {
          title: `Revoke ${name}?`,
          text: 'Programs that use it are refused from then on. It can’t be brought back: a new key is another one.',
          yes: 'Revoke',
        },
      },
    };
  };

/** Nobody gets in with it any more. */
export const keyRevokedCard = (name: string): Card =>
  titledCard(`The key ${name} is revoked`, [
    text('Programs that use it are refused from now on.'),
    actions([button('Show keys', 'keys.list', '')]),
  ]);

/** Refusals; each is a fault and its remedy. */
export const say = {
  name: (fault: string) => InvalidInput.field('api.keyName', 'name', fault),
  noName: () =>
    InvalidInput.field('api.keyName', 'name', 'The key has no name. Say what it is for: `key new laptop scope:read`.'),
  noScope: () =>
    InvalidInput.field('api.keyScope', 'scope', 'The key has no scope. Give it one of read, capture, act and admin.'),
  scope: (typed: string) =>
    InvalidInput.field(
      'api.keyScope',
      'scope',
      `“${typed}” is no scope. There are read, capture, act and admin, with commas between: \`key new laptop scope:read,capture\`.`,
    ),
  onlyInChat: () =>
    new NotAllowed('api.keysInChat', 'A key makes no keys. Make it in the chat: `key new laptop scope:read,capture`.'),
  notYours: () =>
    new NotAllowed(
      'api.adminScope',
      'Only the champion and admins can give a key the scope admin. Leave it out: `key new laptop scope:read,capture,act`.',
    ),
  exists: (name: string) =>
    new Conflict(
      'api.keyExists',
      `There is a key named ${name}. Revoke it first (key revoke), or choose another name.`,
    ),
  nameTaken: (name: string) =>
    new Conflict('api.keyExists', `There is or was a key named ${name}. Choose another name.`),
  many: () =>
    new Conflict(
      'api.manyKeys',
      `${maxKeysOfOne} keys of one person are the limit. Revoke one first: \`key revoke NAME\`.`,
    ),
  noneOfYours: (name: string) =>
    new NotFound('api.noKey', `You have no key named “${name}” in use. Type \`key\` to see yours.`),
  none: (name: string) => new NotFound('api.noKey', `No key named “${name}” is in use. Type \`key\` to see all.`),
} as const;
