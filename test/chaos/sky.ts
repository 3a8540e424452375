/** What a weather can do to the town, the bot and its database. */
import type { Chance } from '../support/chance.js';
import type { Book } from './acts.js';
import type { Fleet } from './fleet.js';
import type { Ground } from './ground.js';
import type { Town } from './town.js';

export interface Sky {
  readonly town: Town;
  readonly fleet: Fleet;
  readonly chance: Chance;
  readonly book: Book;
  readonly ground: Ground;
  readonly copies: number;
  /** How long it may last in all, in ms. */
  readonly lastsMs: number;
  /** How many kills are wanted. */
  readonly kills: number;
  /** Time passes for everybody. */
  pass(hours: number): Promise<void>;
}
