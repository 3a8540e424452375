/** Every word that this room says: keys, what they may do, and refusals. */

import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Inline, type Line } from '../../../chat/card.js';
import type { KeyEntry, Scope } from '../../../chat/key-book.js';
import { sayLine } from '../../../chat/say-line.js';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '../../../kernel/errors.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { maxKeysOfOne } from '../rules/key.js';
import { scopeWords } from '../rules/scopes.js';

const may = (scopes: readonly Scope[]): Block => ({
  kind: 'list',
  items: scopes.map((scope): Line => [bold(scope), `: ${say(scopeWords[scope])}`]),
});

/** The key, for its asker alone; it is kept nowhere. */
export function keyMadeCard(name: string, scopes: readonly Scope[], key: string): Card {
  return {
    ...titledCard(say('Your key {name}', { name }), [
      text(
        say(
          'It is shown only now. Copy it to where you keep passwords: whoever has it does these things in your name.',
        ),
      ),
      text(code(key)),
      may(scopes),
      note(
        sayLine(
          'It may never do more than you may. Programs send it as “Authorization: Bearer KEY”. {command} ends it.',
          { command: code(`key revoke ${name}`) },
        ),
      ),
    ]),
    summary: say('Your key {name} was made.', { name }),
    discreet: true,
    shownOnce: true,
  };
}

/** A key with whose it is; null: a system's. */
export interface ShownKey extends KeyEntry {
  readonly owner: string | null;
}

/** One's own keys or, for the champion and admins, all that are in use. */
export function keysCard(keys: readonly ShownKey[], { timeZone, isAll }: Looking): Card {
  const how = note(
    sayLine('{command} makes a key of yours. Keys of systems are made by whoever runs the bot.', {
      command: code('key new NAME scope:read,capture'),
    }),
  );
  if (keys.length === 0)
    return titledCard(say('No key yet'), [text(say('With a key, a program asks and does things in your name.')), how]);
  const title = isAll
    ? say('Keys ({count, number})', { count: keys.length })
    : say('Your keys ({count, number})', { count: keys.length });
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
    ? [
        note(
          say('And {count, number} more. Whoever runs the bot lists them all with npm run key.', {
            count: keys.length - shownCount,
          }),
        ),
      ]
    : [];

const rowOf =
  (timeZone: string) =>
  ({ name, owner, memberId, scopes, signs, createdAt, lastUsedAt }: ShownKey): Block => {
    const day = (at: Date) => ({ kind: 'time' as const, at, timeZone, style: 'date' as const });
    return {
      kind: 'row',
      line: [
        bold(name),
        ` · ${memberId === null ? say('a system’s') : (owner ?? say('somebody who left'))} · ${withCommas(scopes)}`,
      ],
      detail: detailOf({ made: day(createdAt), used: lastUsedAt && day(lastUsedAt), signs }),
      action: {
        ...button(say('Revoke'), 'keys.revoke', name),
        confirm: {
          title: say('Revoke {name}?', { name }),
          text: say(
            'Programs that use it are refused from then on. It can’t be brought back: a new key is another one.',
          ),
          yes: say('Revoke'),
        },
      },
    };
  };

interface RowDetail {
  readonly made: Inline;
  readonly used: Inline | null;
  /** Whether its requests are signed. */
  readonly signs: boolean;
}

const detailOf = ({ made, used, signs }: RowDetail): Line =>
  used === null
    ? signs
      ? sayLine('made {made}, not used yet, its requests are signed', { made })
      : sayLine('made {made}, not used yet', { made })
    : signs
      ? sayLine('made {made}, last used {used}, its requests are signed', { made, used })
      : sayLine('made {made}, last used {used}', { made, used });

/** Nobody gets in with it any more. */
export const keyRevokedCard = (name: string): Card =>
  titledCard(say('The key {name} is revoked', { name }), [
    text(say('Programs that use it are refused from now on.')),
    actions([button(say('Show keys'), 'keys.list', '')]),
  ]);

/** Refusals; each is a fault and its remedy. */
export const refusals = {
  name: (fault: string) => InvalidInput.field('api.keyName', 'name', fault),
  noName: () =>
    InvalidInput.field(
      'api.keyName',
      'name',
      say('The key has no name. Say what it is for: `key new laptop scope:read`.'),
    ),
  noScope: () =>
    InvalidInput.field(
      'api.keyScope',
      'scope',
      say('The key has no scope. Give it one of read, capture, act and admin.'),
    ),
  scope: (typed: string) =>
    InvalidInput.field(
      'api.keyScope',
      'scope',
      say(
        '“{typed}” is no scope. There are read, capture, act and admin, with commas between: `key new laptop scope:read,capture`.',
        { typed },
      ),
    ),
  onlyInChat: () =>
    new NotAllowed(
      'api.keysInChat',
      say('A key makes no keys. Make it in the chat: `key new laptop scope:read,capture`.'),
    ),
  notYours: () =>
    new NotAllowed(
      'api.adminScope',
      say(
        'Only the champion and admins can give a key the scope admin. Leave it out: `key new laptop scope:read,capture,act`.',
      ),
    ),
  exists: (name: string) =>
    new Conflict(
      'api.keyExists',
      say('There is a key named {name}. Revoke it first (key revoke), or choose another name.', { name }),
    ),
  nameTaken: (name: string) =>
    new Conflict('api.keyExists', say('There is or was a key named {name}. Choose another name.', { name })),
  many: () =>
    new Conflict(
      'api.manyKeys',
      say('{count} keys of one person are the limit. Revoke one first: `key revoke NAME`.', { count: maxKeysOfOne }),
    ),
  noneOfYours: (name: string) =>
    new NotFound('api.noKey', say('You have no key named “{name}” in use. Type `key` to see yours.', { name })),
  none: (name: string) =>
    new NotFound('api.noKey', say('No key named “{name}” is in use. Type `key` to see all.', { name })),
} as const;
