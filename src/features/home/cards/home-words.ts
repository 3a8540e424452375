/** Every word that this room says in the chat: the link to somebody's home, walls, and refusals. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, link } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { limits, type Wall, wallName } from '../rules/wall.js';

/** The link, for its asker alone. */
export const homeCard = (url: string, until: { readonly at: Date; readonly timeZone: string }): Card =>
  titledCard('How our customers do, on the web', [
    text(
      'The number and its trend, answers within the promise, what is overdue and with whom, what customers talk about, who may leave, and ideas.',
    ),
    actions([{ kind: 'openLink', label: 'Open my page', url }]),
    note([
      'The link is yours alone and good until ',
      { kind: 'time', ...until, style: 'dateTime' },
      '. Whoever has it sees what you see. For a screen on a wall, ask the champion for ',
      code('wall add'),
      '.',
    ]),
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
    line: [bold(`${name} · ${wall.name}`), ' · ', link('open it', url)],
    detail: `made by ${by}`,
    action: {
      ...button('Withdraw', 'home.removeWall', name),
      confirm: {
        title: `Withdraw ${name}?`,
        text: 'Its address is good for nothing from then on. A new wall gets a new one.',
        yes: 'Withdraw',
      },
    },
  };
};

/** Those that hang. */
export function wallsCard(walls: readonly ShownWall[]): Card {
  if (walls.length === 0)
    return titledCard('No wall yet', [
      text([
        'A wall is a page for a screen that everybody passes. It counts, and names no customer. Type ',
        code('wall add Kitchen'),
        ' to make one.',
      ]),
    ]);
  return titledCard(`Walls (${walls.length})`, [...walls.map(row), whatItShows]);
}

const whatItShows = note(
  'Whoever has the address reads a wall, without signing in. It names no customer and no owner.',
);

/** It is there from now on. */
export const wallMadeCard = (shown: ShownWall): Card =>
  titledCard(
    `Made. ${wallName(shown.wall.number)} · ${shown.wall.name}`,
    [
      text('Open this address on the screen. The page keeps itself up to date.'),
      actions([
        { kind: 'openLink', label: 'Open the wall', url: shown.url },
        button('Withdraw', 'home.removeWall', wallName(shown.wall.number)),
      ]),
      whatItShows,
    ],
    'good',
  );

/** Nobody reads it any more. */
export const wallRemovedCard = ({ number, name }: Wall): Card =>
  titledCard(`Withdrawn. ${wallName(number)} · ${name}`, [
    text(['Its address is good for nothing any more. ', code(`wall add ${name}`), ' makes a new one.']),
  ]);

/** Refusals; each is a fault and its remedy. */
export const say = {
  notYours: () =>
    new NotAllowed('home.notYours', 'Only the champion and admins can withdraw a wall. Ask one of them to do it.'),
  noName: () =>
    InvalidInput.field('home.noName', 'name', 'The wall has no name. Say where it hangs: `wall add Kitchen`.'),
  long: (length: number) =>
    InvalidInput.field('home.long', 'name', `${length} characters is too long. The limit is ${limits.name}.`),
  many: () =>
    new Conflict('home.manyWalls', `${limits.walls} walls are the limit. Withdraw one first: \`wall remove W-1\`.`),
  gone: ({ number, name }: Wall) =>
    new Conflict(
      'home.goneWall',
      `${wallName(number)} is withdrawn already. \`wall add ${excerpt(name, 60)}\` makes a new one.`,
    ),
} as const;
