/** Every word that this room says in the chat: the link to somebody's home, walls, and refusals. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, link } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import { limits, type Wall, wallName } from '../rules/wall.js';

/** The link, for its asker alone. */
export const homeCard = (url: string, until: { readonly at: Date; readonly timeZone: string }): Card =>
  titledCard(say('How our customers do, on the web'), [
    text(
      say(
        'The number and its trend, answers within the promise, what is overdue and with whom, what customers talk about, who may leave, and ideas.',
      ),
    ),
    actions([{ kind: 'openLink', label: say('Open my page'), url }]),
    note(
      sayLine(
        'The link is yours alone and good until {when}. Whoever has it sees what you see. For a screen on a wall, ask the champion for {command}.',
        { when: { kind: 'time', ...until, style: 'dateTime' }, command: code('wall add') },
      ),
    ),
  ]);

/** A wall with its address. */
export interface ShownWall {
  readonly wall: Wall;
  readonly url: string;
  /** Whoever made it. */
  readonly by: string;
}

const row = ({ wall, url, by }: ShownWall): Block => {
  const name = wallName(wall.number);
  return {
    kind: 'row',
    line: [bold(`${name} · ${wall.name}`), ' · ', link(say('open it'), url)],
    detail: say('made by {who}', { who: by }),
    action: {
      ...button(say('Withdraw'), 'home.removeWall', name),
      confirm: {
        title: say('Withdraw {wall}?', { wall: name }),
        text: say('Its address is good for nothing from then on. A new wall gets a new one.'),
        yes: say('Withdraw'),
      },
    },
  };
};

/** Those that hang. */
export function wallsCard(walls: readonly ShownWall[]): Card {
  if (walls.length === 0)
    return titledCard(say('No wall yet'), [
      text(
        sayLine(
          'A wall is a page for a screen that everybody passes. It counts, and names no customer. Type {command} to make one.',
          { command: code('wall add Kitchen') },
        ),
      ),
    ]);
  return titledCard(say('Walls ({count, number})', { count: walls.length }), [...walls.map(row), whatItShows()]);
}

const whatItShows = () =>
  note(say('Whoever has the address reads a wall, without signing in. It names no customer and no owner.'));

/** It is there from now on. */
export const wallMadeCard = (shown: ShownWall): Card =>
  titledCard(
    say('Made. {wall} · {name}', { wall: wallName(shown.wall.number), name: shown.wall.name }),
    [
      text(say('Open this address on the screen. The page keeps itself up to date.')),
      actions([
        { kind: 'openLink', label: say('Open the wall'), url: shown.url },
        button(say('Withdraw'), 'home.removeWall', wallName(shown.wall.number)),
      ]),
      whatItShows(),
    ],
    'good',
  );

/** Nobody reads it any more. */
export const wallRemovedCard = ({ number, name }: Wall): Card =>
  titledCard(say('Withdrawn. {wall} · {name}', { wall: wallName(number), name }), [
    text(
      sayLine('Its address is good for nothing any more. {command} makes a new one.', {
        command: code(`wall add ${name}`),
      }),
    ),
  ]);

/** Refusals; each is a fault and its remedy. */
export const refusals = {
  notYours: () =>
    new NotAllowed('home.notYours', say('Only the champion and admins can withdraw a wall. Ask one of them to do it.')),
  noName: () =>
    InvalidInput.field('home.noName', 'name', say('The wall has no name. Say where it hangs: `wall add Kitchen`.')),
  long: (length: number) =>
    InvalidInput.field(
      'home.long',
      'name',
      say('{count, number} characters is too long. The limit is {limit, number}.', {
        count: length,
        limit: limits.name,
      }),
    ),
  many: () =>
    new Conflict(
      'home.manyWalls',
      say('{limit, number} walls are the limit. Withdraw one first: `wall remove W-1`.', { limit: limits.walls }),
    ),
  gone: ({ number, name }: Wall) =>
    new Conflict(
      'home.goneWall',
      say('{wall} is withdrawn already. `wall add {name}` makes a new one.', {
        wall: wallName(number),
        name: excerpt(name, 60),
      }),
    ),
} as const;
