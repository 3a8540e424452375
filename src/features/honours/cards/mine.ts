/** What somebody was thanked for, and whether they want to be, as they read it. */
import { actions, button, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import type { Honour } from '../rules/honour.js';

/** Above the list. */
export const thanksHeading: ListHeading = {
  title: 'What you were thanked for',
  noneTitle: 'Nobody has thanked you here yet',
  none: 'People are thanked for an adopted idea, a trouble that its customer calls solved, ten answers in a row within the promise, and ten learnings.',
};

/** @param name of the idea or the feedback; null: it is about several, or gone */
export function thanksRow({ kind, count, earnedAt }: Honour, name: string | null, timeZone: string): Block {
  const words: Readonly<Record<Honour['kind'], string>> = {
    adopted: `Your idea was adopted: ${name ?? 'it is gone since'}`,
    solved: `A customer called it solved: ${name ?? 'it is gone since'}`,
    streak: `${count} answers in a row within our promise`,
    learnings: `${count} learnings about our customers`,
  };
  return text([{ kind: 'time', at: earnedAt, timeZone, style: 'date' }, ` · ${words[kind]}`]);
}

/** Below the list. */
export const standingLine = (isOut: boolean): Line =>
  isOut
    ? ['You are named in no thanks. ', code('honours on'), ' changes that.']
    : ['You are thanked by name, where the work lives. ', code('honours off'), ' ends that.'];

/** It is done. */
export const optedCard = (isIn: boolean): Card =>
  isIn
    ? titledCard('You are thanked by name again', [actions([button('Rather not', 'honours.off', '')])])
    : titledCard('You are named in no thanks any more', [
        text('What others read stays as it is: your name on ideas, learnings and feedback.'),
        actions([button('Thank me again', 'honours.on', '')]),
      ]);
