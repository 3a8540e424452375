/**
 * The neutral language of what the bot shows: a card is data, and every platform has one pure renderer
 * for it. Rooms build cards; only adapters know Block Kit or Adaptive Cards. Text is always literal:
 * what people typed is shown as they typed it, and only a `mention` can ping.
 */
import type { PersonRef } from '../kernel/person.js';

/** A run of text. A bare string is literal and can neither mention, link nor format. */
export type Inline =
  | string
  | { readonly kind: 'bold'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'mention'; readonly person: PersonRef }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** An instant, shown in the reader's own zone where the platform can, else in `timeZone` (IANA). */
  | {
      readonly kind: 'time';
      readonly at: Date;
      readonly timeZone: string;
      readonly style: 'date' | 'time' | 'dateTime';
    };

/** One line of text: a part, or parts that follow each other. */
export type Line = Inline | readonly Inline[];

/** A button. `action` is `room.verb`, the same id at the door, in the log and on every platform. */
export interface ButtonAction {
  readonly kind: 'button';
  readonly action: string;
  readonly label: string;
  /** What the handler needs to find the thing again; never trusted, always looked up. At most 2,000 characters. */
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  /** True: pressing it replaces the card by another page of it. */
  readonly turnsPage?: true;
  /** A question that the person confirms before the press counts. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
}

/** Opens an address in the browser; nothing reaches the bot. */
export interface LinkAction {
  readonly kind: 'openLink';
  readonly label: string;
  readonly url: string;
}

/** What a person can press on a card. */
export type Action = ButtonAction | LinkAction;

/** Figures over time or side by side. Platforms with native charts draw it, others show the picture; all have `alt`. */
export interface Chart {
  /** At most 50 characters. */
  readonly title: string;
  /** The numbers in words, for people who cannot see the chart. */
  readonly alt: string;
  readonly form: 'line' | 'bars' | 'stackedBars';
  /** The label of each point (`Jan`): at most 20 labels of at most 20 characters. */
  readonly categories: readonly string[];
  /** One to six, with distinct names of at most 20 characters. null: no answer in that period, which is not 0. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** The 95 % interval round the first series, point by point. */
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] };
  /** `points`, `%`. */
  readonly unit?: string;
  /** The same drawn as a PNG, at an address that the platform can fetch. */
  readonly pictureUrl?: string;
}

/** One part of a card, from top to bottom. Every renderer draws every kind. */
export type Block =
  /** A paragraph. */
  | { readonly kind: 'text'; readonly line: Line }
  /** Someone's words, exactly as said, set apart. */
  | { readonly kind: 'quote'; readonly text: string; readonly by?: string }
  /** Label and value pairs, side by side where there is room. */
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly value: Line }[] }
  | { readonly kind: 'list'; readonly items: readonly Line[]; readonly ordered?: boolean }
  /** One line of a list that has a button of its own. */
  | { readonly kind: 'row'; readonly line: Line; readonly detail?: Line; readonly action?: Action }
  | { readonly kind: 'heading'; readonly text: string }
  /** Small print: why, when, by whom. */
  | { readonly kind: 'note'; readonly line: Line }
  | { readonly kind: 'divider' }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'actions'; readonly actions: readonly Action[] };

/** The names of the kinds of block. */
export type BlockKind = Block['kind'];

/** How the card looks at a glance; each renderer also says it in words or a symbol, never by colour alone. */
export type Tone = 'neutral' | 'good' | 'warning' | 'bad';

/** A message as rooms compose it, without any platform's markup. */
export interface Card {
  /** The first line, at most 150 characters after shortening. Plain text. */
  readonly title: string;
  /** One sentence for notifications and lists of chats. Plain text; no customer words when confidential. */
  readonly summary: string;
  readonly tone?: Tone;
  readonly blocks: readonly Block[];
  /** How to see what a platform had no room for: "`/customer feedback list mine` pages through them." */
  readonly rest?: Line;
  /** True: notifications and previews show the summary only; for cards that hold confidential words. */
  readonly discreet?: boolean;
  /** True: it holds a key or a secret that is shown now alone; nobody keeps the card, not even for a repeated request. */
  readonly shownOnce?: true;
  /** Mails with the same one are laid together by mail programs. */
  readonly thread?: string;
}

/** The parts of a line as a list. */
export function inlines(line: Line): readonly Inline[] {
  return isInline(line) ? [line] : line;
}

function isInline(line: Line): line is Inline {
  return typeof line === 'string' || !Array.isArray(line);
}

/** Words in bold. */
export const bold = (text: string): Inline => ({ kind: 'bold', text });
/** Words as somebody would type them, in a fixed-width font. */
export const code = (text: string): Inline => ({ kind: 'code', text });
/** A person by name; the platform notifies them where the card is posted. */
export const mention = (person: PersonRef): Inline => ({ kind: 'mention', person });
/** Words that open an address. */
export const link = (text: string, url: string): Inline => ({ kind: 'link', text, url });
