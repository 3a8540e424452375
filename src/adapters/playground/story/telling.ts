/** How far the story is told, for the page, the terminal and requests that wait for its end. start.ts makes one. */
import type { Events } from '../send/events.js';

/** Where the story is. */
export interface StoryProgress {
  /** The month that is being told, as `March`. */
  readonly month: string;
  /** 0 to 1. */
  readonly share: number;
}

/** The state of the story. */
export interface Telling {
  /** null: it is told, or there is none. */
  progress(): StoryProgress | null;
  /** Resolves when it is told; at once when there is none. */
  told(): Promise<void>;
  /** Marks the beginning; call before the page is served. */
  begin(): void;
  advanced(progress: StoryProgress): void;
  end(): void;
}

/** @param onStory told of each step forward */
export function createTelling(events: Events, onStory?: (progress: StoryProgress) => void): Telling {
  let now: StoryProgress | null = null;
  let finish: () => void = () => undefined;
  let told = Promise.resolve();
  return {
    progress: () => now,
    told: () => told,
    begin() {
      now = { month: '', share: 0 };
      told = new Promise((resolve) => {
        finish = resolve;
      });
    },
    advanced(progress) {
      if (progress.month === now?.month && Math.floor(progress.share * 50) === Math.floor(now.share * 50)) return;
      now = progress;
      events.publish({ kind: 'story', ...progress });
      onStory?.(progress);
    },
    end() {
      now = null;
      events.publish({ kind: 'told' });
      finish();
    },
  };
}
