/** What is logged of an error that nobody expected: enough to find the place in the code, and no words of customers. */

const LONGEST_CAUSE_CHAIN = 3;

/** An error as logs hold it: without its message, which may quote a customer. */
export interface DefectNote {
  readonly error: string;
  /** A database's, system's or library's code: `40001`, `ECONNREFUSED`. */
  readonly code?: string;
  readonly stack: readonly string[];
  readonly cause?: DefectNote;
}

/**
 * Name, code and places, of the error and of what caused it. Never the message: databases, parsers and
 * validators put the values into it that they stumbled over, and those are what customers said.
 */
export function describeDefect(thrown: unknown, depth = 0): DefectNote {
  if (!(thrown instanceof Error)) return { error: typeof thrown, stack: [] };
  const code = 'code' in thrown && isIdentifier(thrown.code) ? thrown.code : undefined;
  const hasCause = thrown.cause !== undefined && depth < LONGEST_CAUSE_CHAIN;
  return {
    error: isIdentifier(thrown.name) ? thrown.name : 'Error',
    ...(code !== undefined && { code }),
    stack: placesOf(thrown),
    ...(hasCause && { cause: describeDefect(thrown.cause, depth + 1) }),
  };
}

function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && /^[\w$.-]{1,60}$/.test(value);
}

/** The stack begins with the message, which may run over several lines. */
function placesOf({ stack = '', message }: Error): readonly string[] {
  const messageAt = stack.indexOf(message);
  const places = messageAt < 0 ? stack : stack.slice(messageAt + message.length);
  return places
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*(?::\d+:\d+\)?|\(<anonymous>\))$/.test(line));
}
