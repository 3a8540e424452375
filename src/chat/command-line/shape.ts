/** The parts of a parsed line. Made by the parser, read by the rooms' commands. */

/** A detail that a command takes: `customer:`, `severity:low|normal|high`. */
export interface DetailSpec {
  readonly key: string;
  /** The only values it may have, compared without case. Absent: any text. */
  readonly oneOf?: readonly string[];
  /** It names somebody known: a bare name takes as many words as the longest known one has. */
  readonly names?: 'customer' | 'member';
  /** With `names`: an unknown one is made, and asked about where it is near a known one. */
  readonly mayBeNew?: true;
  /** True for lists such as `words:refund words:money`: the detail may be repeated. */
  readonly many?: boolean;
}

/** A typed line, parsed: which command, what is left of the text, and the details. */
export interface CommandLine {
  /** The command's name as registered: `feedback list`. */
  readonly command: string;
  /** What is left of the line after command and details, quotes around the whole of it removed. May be empty. */
  readonly text: string;
  /** True: the person marked the text as such, by quotes around it or `--` before it. */
  readonly isLiteral?: true;
  /** By key as registered; a value with `oneOf` as registered too. `many` details are not here but in `lists`. */
  readonly details: Readonly<Record<string, string>>;
  /** Every value of a `many` detail, in order; absent when it was not given. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** As much of a Command as the parser needs. */
export interface CommandSpec {
  readonly name: string;
  readonly details?: readonly DetailSpec[];
  /** Present where its text is somebody's words. */
  readonly keeps?: unknown;
}
