/**
 * The errors that people cause and can correct. `code` is `room.reason` and is what logs and
 * tests name; `message` is a sentence for the person, saying what to do.
 * Anything else that is thrown is a defect: the router answers it with an apology and logs the stack.
 */
export abstract class ExpectedError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Problems by field name (`customer`, `text`, …), each a sentence that names the remedy. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Problems to be filled in: `constructor` and `__proto__` are fields like any other. */
export const noProblems = (): Record<string, string> => Object.create(null) as Record<string, string>;

/** What was typed can't be taken as it is. `fields` says where; the form stays open and shows it there. */
export class InvalidInput extends ExpectedError {
  constructor(
    code: string,
    message: string,
    readonly fields: FieldErrors = {},
    /** A part of what was typed, and what was probably meant by it; absent: there is no guess. */
    readonly guess?: { readonly typed: string; readonly meant: string },
  ) {
    super(code, message);
  }

  /** One field's problem: the sentence is both the message and the field's error. */
  static field(code: string, field: string, message: string, guess?: InvalidInput['guess']): InvalidInput {
    return new InvalidInput(code, message, { [field]: message }, guess);
  }
}

/** What is named does not exist, or not for this person. */
export class NotFound extends ExpectedError {}

/** This person may not do it; the message says who may. */
export class NotAllowed extends ExpectedError {}

/** The state has moved on since the person looked: a stale button, a form whose item was resolved meanwhile. */
export class Conflict extends ExpectedError {}

/** All problems of the configuration at once, so that one restart is enough. */
export class ConfigError extends ExpectedError {
  constructor(readonly problems: readonly string[]) {
    super('config.invalid', `The configuration can't be used:\n${problems.map((p) => `- ${p}`).join('\n')}`);
  }
}

/** Away as PostgreSQL and the operating system say it: no connection, no room, going down, a stand-in that can't write. */
const awayCode = /^(08\w{3}|53\w{3}|57P0\d|58\w{3}|25006|ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EPIPE|ETIMEDOUT)$/;
/** The driver says these without a code. */
const awayWords =
  /^(Connection terminated\b|timeout exceeded when trying to connect|Client (has encountered|was closed)\b|Cannot use a pool after\b|PGlite is clos)/;

/**
 * Whether the database could not be asked: anybody else's work would have met the same, and a while later it may succeed.
 * Takes anything that was thrown.
 */
export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code, message }: { readonly code?: unknown; readonly message: string } = thrown;
  return typeof code === 'string' ? awayCode.test(code) : awayWords.test(message);
}
