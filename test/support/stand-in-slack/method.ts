/** What a method of the stand-in Slack is, and how it refuses; methods.ts and organisation-methods.ts write them. */
import type { Triggers } from './triggers.js';
import type { SlackWorld } from './world.js';

export type Args = Readonly<Record<string, unknown>>;
export type Answer = Readonly<Record<string, unknown>>;

/** `ok: false`. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly details: readonly string[] = [],
  ) {
    super(code);
  }
}

export interface MethodContext {
  readonly world: SlackWorld;
  readonly triggers: Triggers;
  /** Of the WebSocket that Socket Mode opens. */
  readonly socketUrl: string;
}

export type Method = (args: Args, context: MethodContext) => Answer;
