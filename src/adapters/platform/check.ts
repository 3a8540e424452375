/** What `npm run doctor` looks at: each check is one of these. src/doctor lists them. */

/** What a check found. */
export interface Finding {
  /** `error`: something does not work. `warning`: it will not, or not for everybody. `ok`: it was looked at, and works. */
  readonly level: 'ok' | 'warning' | 'error';
  readonly what: string;
  /** What to do, as it can be typed; absent where nothing has to be done. */
  readonly remedy?: string;
  /** What `--fix` does about it: safe at any time, also while the bot runs. Answers what it did. Absent: a person must. */
  readonly fix?: () => Promise<string>;
}

/** One thing that is looked at. */
export interface Check {
  /** `group.what`, or the group alone. */
  readonly name: string;
  /** What it looks at, for the list. */
  readonly does: string;
  /** Changes nothing. What it throws counts as an error. */
  run(): Promise<readonly Finding[]>;
}

/** It was looked at, and works. */
export const ok = (what: string): Finding => ({ level: 'ok', what });
/** It will not work, or not for everybody. */
export const warning = (what: string, remedy: string): Finding => ({ level: 'warning', what, remedy });
/** Something does not work. */
export const failing = (what: string, remedy: string): Finding => ({ level: 'error', what, remedy });
