/** Earlier feedback that may be the same: beside an item on its owner's card, and asked for. */

import { actions, button, heading, note, quote, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, inlines, type Line } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import type { Picture } from '../picture.js';
import { feedbackName } from '../rules/feedback.js';
import type { Verdict } from '../store/pairs.js';
import { nameOf, standing, time } from './words.js';

/** An earlier item with the names that its line needs. */
export interface AlikeShown {
  readonly earlier: Picture;
  readonly verdict: Verdict | null;
  /** Words that both say. */
  readonly phrases: readonly string[];
}

/** @param mayDecide whether the reader may say which are the same */
export function alikeBlocks(picture: Picture, all: readonly AlikeShown[], mayDecide: boolean): readonly Block[] {
  return all.length === 0
    ? []
    : [heading(say('Said before?')), ...all.flatMap((each) => oneBlocks(picture, each, mayDecide))];
}

function oneBlocks(picture: Picture, shown: AlikeShown, mayDecide: boolean): readonly Block[] {
  const { earlier } = shown;
  const told = earlier.feedback.resolution?.customerTold ?? '';
  return [
    {
      kind: 'row',
      line: `${nameOf(earlier, true)}: “${excerpt(earlier.feedback.text)}”`,
      detail: why(picture, shown),
      action: button(say('Show'), 'feedback.show', feedbackName(earlier.feedback.number)),
    },
    ...(told === '' || shown.verdict === 'different'
      ? []
      : [{ kind: 'quote', text: excerpt(told, 500), by: say('what the customer was told then') } as const]),
    ...(mayDecide ? [actions(decisions(picture, shown))] : []),
  ];
}

/** More of them tell nothing more. */
const phrasesShown = 2;

/** `same customer, “login” “ten minutes”, Thu 12 Nov, resolved: explained` */
function why(picture: Picture, { earlier, phrases, verdict }: AlikeShown): Line {
  const { customerId, saidAt, capturedAt } = earlier.feedback;
  const decided = verdict === null ? [] : [verdict === 'same' ? say('called the same') : say('called different')];
  const isSame = customerId !== null && customerId === picture.feedback.customerId;
  const words = phrases.slice(0, phrasesShown).map((phrase) => `“${excerpt(phrase, 40)}”`);
  const said = [...decided, ...(isSame ? [say('same customer')] : []), ...(words.length > 0 ? [words.join(' ')] : [])];
  const before = said.length > 0 ? `${said.join(', ')}, ` : '';
  return [before, time(picture, saidAt ?? capturedAt, 'date'), ' · ', ...inlines(standing(earlier))];
}

function decisions({ feedback }: Picture, { earlier, verdict }: AlikeShown): readonly Action[] {
  const other = feedbackName(earlier.feedback.number);
  const both = `${feedbackName(feedback.number)} ${other}`;
  const answer: Action[] =
    earlier.feedback.resolution && verdict !== 'different'
      ? [button(say('Begin from that answer'), 'feedback.resolveLike', both)]
      : [];
  if (verdict === 'different') return [button(say('The same after all'), 'feedback.undecide', both)];
  if (verdict === 'same') return [...answer, button(say('Not the same'), 'feedback.undecide', both)];
  return [
    button(say('Same as {other}', { other }), 'feedback.sameAs', both),
    button(say('Different'), 'feedback.different', both),
    ...answer,
  ];
}

/** What is like an item, asked for; also what was called different, with its way back. */
export function alikeCard(picture: Picture, all: readonly AlikeShown[], mayDecide: boolean): Card {
  const { feedback } = picture;
  const name = feedbackName(feedback.number);
  const title =
    all.length === 0 ? say('Nothing earlier is like {name}', { name }) : say('What is like {name}', { name });
  return {
    ...titledCard(title, [
      quote(excerpt(feedback.text, 300)),
      ...all.flatMap((each) => oneBlocks(picture, each, mayDecide)),
      note(
        say(
          'By the words that both say, in all feedback that you may read. Whether it is the same is for people to say.',
        ),
      ),
      actions([button(say('Show {name}', { name }), 'feedback.show', name)]),
    ]),
    discreet: feedback.confidential || all.some(({ earlier }) => earlier.feedback.confidential),
  };
}

/** What was just said of two items, with its way back. */
export function decidedCard(picture: Picture, { earlier, verdict }: Omit<AlikeShown, 'phrases'>): Card {
  const [name, other] = [feedbackName(picture.feedback.number), feedbackName(earlier.feedback.number)];
  const titles: Readonly<Record<Verdict, string>> = {
    same: say('{name} is the same as {other}.', { name, other }),
    different: say('{name} and {other} are different. You are not asked again.', { name, other }),
  };
  const title = verdict === null ? say('{name} and {other} are undecided again.', { name, other }) : titles[verdict];
  const both = `${name} ${other}`;
  const told = verdict === 'same' ? (earlier.feedback.resolution?.customerTold ?? '') : '';
  return titledCard(
    title,
    [
      ...(told === ''
        ? []
        : [{ kind: 'quote', text: excerpt(told, 500), by: say('what the customer was told then') } as const]),
      actions([
        ...(told === '' ? [] : [button(say('Begin from that answer'), 'feedback.resolveLike', both, 'primary')]),
        ...(verdict === null ? [] : [button(say('Take back'), 'feedback.undecide', both)]),
        button(say('Show {name}', { name }), 'feedback.show', name),
      ]),
    ],
    'good',
  );
}
