/** What a step of the story is; the chapters hold them, play-story.ts plays them. */
import type { StoryTime } from './story-time.js';

/** What is filled into a form, by field; people are written as `@handle`, dates as `{day+3}`. */
export type StoryValues = Readonly<Record<string, string>>;

/** Somebody says a line: talk, or a command as anybody would type it. */
interface SayStep {
  readonly say: string;
}

/** Somebody presses a button on the newest card that holds these words, or captures the message that holds them. */
interface ClickStep {
  readonly click: string;
  readonly on: string;
  /** Words of the row on which the button stands, where the card has many. */
  readonly row?: string;
  /** Done by whoever's turn it is: all is well when it is not theirs. */
  readonly ifThere?: true;
}

/** Somebody answers in the thread of the newest card that holds these words. */
interface AnswerStep {
  readonly answer: string;
  readonly to: string;
}

/** A survey tool sends in the answers of these days, counted back from the story's end. */
interface SurveyStep {
  readonly survey: { readonly fromDaysAgo: number; readonly toDaysAgo: number };
}

export type StoryStep = (SayStep | ClickStep | AnswerStep | SurveyStep) & {
  readonly time: StoryTime;
  /** A handle. */
  readonly as: string;
  /** A place's name; absent: in the person's private chat with the bot. */
  readonly place?: string;
  /** Filled into the form that the line or the button opens. */
  readonly fill?: StoryValues;
};

/** On every open agenda. */
const agendaWords = '1 · In the empty chair today';

/** What somebody does at a moment. @param as a handle @param place absent: in their private chat with the bot */
export function when(time: StoryTime, as: string, place?: string) {
  const who = { time, as, ...(place !== undefined && { place }) };
  const onAgenda = (row: string, more: Pick<ClickStep, 'ifThere'>) => ({ ...who, on: agendaWords, row, ...more });
  return {
    /** Marks an item of the agenda as discussed, and notes what was decided. @param row words of the item */
    discusses: (row: string, decision: string, more: Pick<ClickStep, 'ifThere'> = {}): readonly StoryStep[] => [
      { ...onAgenda(row, more), click: 'meetings.tick' },
      { ...onAgenda(row, more), click: 'meetings.addNote', fill: { decision } },
    ],
    says: (say: string, fill?: StoryValues): StoryStep => ({ ...who, say, ...(fill && { fill }) }),
    answers: (to: string, answer: string): StoryStep => ({ ...who, answer, to }),
    /** @param on words of the card @param fill null: no form opens, or it is left as it is */
    presses: (
      click: string,
      on: string,
      fill: StoryValues | null = null,
      more: Pick<ClickStep, 'row' | 'ifThere'> = {},
    ): StoryStep => ({ ...who, click, on, ...more, ...(fill && { fill }) }),
  };
}
