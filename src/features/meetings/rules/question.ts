/** What the bot asks one person before a meeting, and what they may say to it. Pure. */

/** What reminders call a question of the day before. */
export const questionKind = 'meetings.question';

/** `learned`: which customer did you last talk with? `share`: will you share something new? */
export type QuestionKind = 'learned' | 'share';
/** How far it is. `accepted`, `swapped` and `declined` answer a question of the kind `share`. */
export type QuestionState = 'planned' | 'asked' | 'answered' | 'accepted' | 'declined' | 'swapped' | 'expired';

/** What one member is asked privately before one meeting. */
export interface Question {
  readonly id: string;
  readonly organisationId: string;
  readonly meetingId: string;
  readonly memberId: string;
  readonly kind: QuestionKind;
  /** Within the member's working hours. */
  readonly dueAt: Date;
  readonly state: QuestionState;
  readonly learningId: string | null;
}

/**
 * Whether "Will you share?" was somebody's turn. No, and silence until the meeting begins, are turns as much as yes:
 * otherwise it would fall to the same person for ever. Only whoever swaps keeps theirs for another day.
 */
export function isTurn(state: QuestionState): boolean {
  return state === 'accepted' || state === 'declined' || state === 'expired';
}

/** What somebody says to "Will you share something new?"; `swapped`: another person is asked instead. */
export type ShareAnswer = 'accepted' | 'swapped' | 'declined';

const words: Readonly<Record<ShareAnswer, RegExp>> = {
  accepted: /^(?:yes|yes please|yes,? i will|sure|ok|okay|i will|gladly|with pleasure)$/u,
  swapped: /^(?:swap|swap please|please swap)$/u,
  declined: /^(?:no|no thanks|no,? thank you|not this time|not today|no,? not this time)$/u,
};

/** `Yes!`, `swap`, `Not this time.` as typed to "Will you share something new?"; null: anything else. */
export function readShareAnswer(typed: string): ShareAnswer | null {
  const said = typed
    .toLowerCase()
    .replace(/[\s.!]+/gu, ' ')
    .trim();
  return (Object.keys(words) as ShareAnswer[]).find((answer) => words[answer].test(said)) ?? null;
}

/** Whether a line that begins with no command reads as an answer, and not as a mistyped command. */
export function looksLikeAnswer(line: string): boolean {
  const words = line.trim().split(/\s+/u);
  // Languages that write without spaces say as much in twelve letters.
  return words.length >= 3 || (/[^\p{Script=Latin}\P{L}]/u.test(line) && [...line.trim()].length >= 12);
}

/** A customer named at the beginning, as in `Acme: they love the new form`; null: nobody is named so. */
export function namedAtStart(text: string): string | null {
  const [, name] = /^([^:\n]{1,80}):\s/u.exec(text.trimStart()) ?? [];
  return name?.trim() ?? null;
}
