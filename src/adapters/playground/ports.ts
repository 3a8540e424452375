/** What the playground's parts are built with; start.ts makes it of what the bot offers to every platform. */
import type { Clock, MovableClock } from '../../kernel/clock.js';
import type { PlatformDeps } from '../platform/platform-deps.js';
import type { PlaygroundPeople } from './people/playground-people.js';

import type { StoryProgress } from './story/telling.js';

export type { PlatformPerson } from '../platform/platform-deps.js';
export type { PlaygroundPeople } from './people/playground-people.js';

/** What the playground needs from outside. */
export interface PlaygroundDeps extends Pick<PlatformDeps, 'database' | 'log' | 'handle' | 'commands'> {
  /** The bot's clock; `createPlaygroundClock` makes one that has room for the story's past. */
  readonly clock: MovableClock;
  /** The machine's clock; tests hand in their own. */
  readonly real?: Clock;
  /** Whether an empty playground gets its month of history. Absent: when its clock may be moved. */
  readonly tellsStory?: boolean;
  /** False in production: then the clock is nobody's to move, and no story is played. */
  readonly mayMoveClock: boolean;
  /** Takes scores in as a survey tool sends them; absent: the story has none. */
  readonly takeScores?: PlatformDeps['takeScores'];
  /** Told how far the story is. */
  readonly onStory?: (progress: StoryProgress) => void;
  /** Moves the clock and resolves when everything that fell due on the way has been done, in order, and sent. */
  advanceTo(instant: Date): Promise<void>;
  readonly people: PlaygroundPeople;
}
