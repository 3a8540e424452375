/** One piece of feedback as a card: living in its place, private with its owner, or shown when asked for. */

import { besideEachOther, isolate } from '../../../chat/bidi.js';
import {
  type Action,
  type Block,
  type ButtonAction,
  bold,
  type Card,
  inlines,
  type Line,
  type Tone,
} from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { sourceText } from '../../../chat/surface-text.js';
import { withSemicolons } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { preferenceText } from '../../customers/index.js';
import { keptFields } from '../fields.js';
import { type Picture, toldParts } from '../picture.js';
import {
  type Feedback,
  feedbackName,
  isHistory,
  isLeftOut,
  isOverdue,
  type KeptValues,
  type State,
} from '../rules/feedback.js';
import { isAllowed } from '../rules/rights.js';
import type { Verb } from '../rules/transitions.js';
import { maySee } from '../rules/visibility.js';
import { heldFact } from './promise-cards.js';
import { toneBlocks } from './tone-card.js';
import { causeWords } from './value-words.js';
import { cameBackLine, dueTime, duration, nameOf, routingLine, standing, time } from './words.js';

/** The living card: everybody in the place reads it, so a confidential one keeps its words to itself. */
export function placeItemCard(picture: Picture): Card {
  const card = itemCard(picture, !picture.feedback.confidential);
  const at = card.blocks.findLastIndex(({ kind }) => kind === 'actions');
  return { ...card, blocks: [...card.blocks.slice(0, at), ...whoMay(picture), ...card.blocks.slice(at)] };
}

/** In a place no button can be hidden: for whom they are is said once. What is resolved anybody may reopen. */
function whoMay({ feedback, owner, organisation: { champion }, capturedBy }: Picture): Block[] {
  if (feedback.state === 'resolved' || feedback.state === 'withdrawn') return [];
  const isOne = owner !== null && owner.id === (champion ?? capturedBy)?.id;
  const line = buttonsFor(isOne ? undefined : owner?.name, champion?.name, capturedBy?.name);
  return line === null ? [] : [{ kind: 'note', line }];
}

function buttonsFor(
  owner: string | undefined,
  champion: string | undefined,
  capturer: string | undefined,
): string | null {
  if (champion !== undefined)
    return owner === undefined
      ? say('The buttons are for {champion}, the champion.', { champion })
      : say('The buttons are for {owner}, and for {champion}, the champion.', { owner, champion });
  if (owner !== undefined && capturer !== undefined)
    return say('The buttons are for {owner}, and for {capturer}.', { owner, capturer });
  const who = owner ?? capturer;
  return who === undefined ? null : say('The buttons are for {who}.', { who });
}

/** The owner's private card: the words are always there. */
export function ownerItemCard(picture: Picture): Card {
  const card = itemCard(picture, true, picture.feedback.ownerId);
  const { state, routing, number } = picture.feedback;
  const waitsWithNewOwner = state === 'waiting' && (routing.kind === 'handedOver' || routing.kind === 'away');
  const name = feedbackName(number);
  const line =
    state === 'open'
      ? say('{name} is yours. Your customer is waiting for an answer.', { name })
      : waitsWithNewOwner
        ? say('{name} is yours. We wait for the customer.', { name })
        : null;
  const greeting: Block[] = line === null ? [] : [{ kind: 'text', line }];
  return { ...card, blocks: [...toMind(picture), ...greeting, ...card.blocks, ...askForChampion(picture)] };
}

/** What the customer prefers stands before everything else, until they have been answered. */
function toMind({ customer, feedback }: Picture): readonly Block[] {
  const isOver = feedback.state === 'resolved' || feedback.state === 'withdrawn';
  if (!customer || customer.preferenceTexts.length === 0 || isOver) return [];
  return [
    {
      kind: 'text',
      line: [bold(`${say('Keep in mind:')} `), withSemicolons(customer.preferenceTexts.map(preferenceText))],
    },
  ];
}

/** What somebody sees who once had it: who has it now, and nothing to press. */
export function formerOwnerCard(picture: Picture): Card {
  const { feedback, owner } = picture;
  const title = say('{name} is with {owner} now', {
    name: feedbackName(feedback.number),
    owner: owner?.name ?? say('somebody else'),
  });
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'note', line: picture.feedback.confidential ? say('It is in good hands.') : routingLine(picture) },
    ],
  };
}

/**
 * @param told whether the reader may know what was said
 * @param viewerId who reads it; null: a whole place
 */
export function itemCard(picture: Picture, told: boolean, viewerId: string | null = null): Card {
  const name = nameOf(picture, told);
  const title = `${name} · ${headline(picture)}`;
  return {
    title,
    summary: `${nameOf(picture, told && !picture.feedback.confidential)} · ${headline(picture)}`,
    discreet: picture.feedback.confidential,
    tone: toneOf(picture),
    blocks: [
      ...(told ? words(picture) : hidden()),
      ...(told ? furtherWords(picture, viewerId) : []),
      ...(told && viewerId !== null && viewerId === picture.feedback.ownerId ? toneBlocks(picture) : []),
      { kind: 'facts', facts: facts(picture, told) },
      ...(told ? answer(picture) : []),
      ...(told ? cameBack(picture, viewerId) : []),
      {
        kind: 'note',
        line: told
          ? routingLine(picture)
          : say('Only its owner, the person who captured it and the champion can read it.'),
      },
      ...(told ? origin(picture) : []),
      { kind: 'actions', actions: actions(picture, viewerId) },
    ],
  };
}

/** In the place of what showed feedback that an import brought and that went with it. */
export function takenBackCard(what: string, importNumber: number): Card {
  const title = say('{what} was taken back', { what });
  const line = say('It came by import {importNumber}, which was a mistake and was undone. There is nothing to do.', {
    importNumber,
  });
  return { title, summary: title, blocks: [{ kind: 'text', line }] };
}

/** With what other rooms say of it, above the buttons. */
export function withBeside(card: Card, beside: readonly Block[]): Card {
  if (beside.length === 0) return card;
  const at = card.blocks.findLastIndex(({ kind }) => kind === 'actions');
  const [above, buttons] = at < 0 ? [card.blocks, []] : [card.blocks.slice(0, at), card.blocks.slice(at)];
  return { ...card, blocks: [...above, { kind: 'divider' }, ...beside, ...buttons] };
}

const hidden = (): readonly Block[] => [{ kind: 'text', line: say('A customer said something in confidence.') }];

const stateWords: Readonly<Record<State, string>> = {
  open: phrase('new // feedback'),
  acknowledged: phrase('being worked on // feedback'),
  waiting: phrase('waiting // feedback'),
  resolved: phrase('resolved // feedback'),
  withdrawn: phrase('withdrawn // feedback'),
};

/** How it stands, in a word. */
export function headline({ feedback, now, partOf }: Picture): string {
  if (isOverdue(feedback, now)) return say('overdue // feedback');
  if (isHistory(feedback)) return say('history // old feedback');
  if (isLeftOut(feedback)) return say('left out // feedback');
  if (partOf !== null) return say('part of {whole}', { whole: feedbackName(partOf) });
  return say(stateWords[feedback.state]);
}

export function toneOf({ feedback, now }: Picture): Tone {
  if (isHistory(feedback)) return 'neutral';
  if (feedback.state === 'resolved') return 'good';
  if (feedback.state === 'withdrawn') return 'neutral';
  if (isOverdue(feedback, now)) return 'bad';
  return feedback.severity === 'high' ? 'warning' : 'neutral';
}

function words({ feedback, customer }: Picture): Block[] {
  const by = saidBy(feedback.author, customer?.name);
  return [{ kind: 'quote', text: feedback.text, ...(by ? { by } : {}) }];
}

/** Who said it, and for whom; empty where neither is known. */
export const saidBy = (author: string | null, customerName: string | undefined): string =>
  besideEachOther([author, customerName].filter((each) => each !== null && each !== undefined));

/** What was added since, and what other customers said of the same. */
export function furtherWords(picture: Picture, viewerId: string | null): Block[] {
  const added = picture.feedback.furtherWords.flatMap(({ kind, text, answers }): Block[] =>
    kind === 'addition' && text !== ''
      ? [{ kind: 'quote', text, by: answers ? answeredBy(answers.by) : say('added later') }]
      : [],
  );
  const said = toldParts(picture, viewerId).map(({ feedback: part, customer }): Block => {
    const by = saidBy(part.author, customer?.name);
    const name = feedbackName(part.number);
    return {
      kind: 'quote',
      text: part.text,
      by: by ? say('{by} ({name}, the same)', { by, name }) : say('{name}, the same', { name }),
    };
  });
  return [...added, ...said];
}

const answeredBy = (name: string | null): string =>
  say('{who}, asked whether it is solved', { who: isolate(name ?? say('the customer')) });

function facts(picture: Picture, told: boolean): { label: string; value: Line }[] {
  const { feedback, owner } = picture;
  const { promiseEndsAt, clockUsedMs, state } = feedback;
  return [
    { label: say('Status'), value: standing(picture) },
    { label: say('Owner'), value: owner ? owner.name : say('nobody yet') },
    ...(promiseEndsAt ? [{ label: say('Promised by'), value: dueTime(picture, promiseEndsAt) }] : []),
    ...(feedback.heldPromise && told ? [heldFact(feedback.promiseMs, feedback.heldPromise)] : []),
    ...(state === 'resolved' && !isHistory(feedback) ? [{ label: say('Took'), value: duration(clockUsedMs) }] : []),
    ...(typeof feedback.saidSolved === 'boolean' && state !== 'withdrawn'
      ? [{ label: say('Solved, says the customer'), value: feedback.saidSolved ? say('Yes') : say('No') }]
      : []),
    ...describedFacts(feedback, told),
  ];
}

function describedFacts(feedback: Feedback, told: boolean): { label: string; value: string }[] {
  return keptFields.flatMap(({ name, label, told: isTold, fact }) => {
    const value = feedback[name as keyof KeptValues];
    const shown = value === null || (isTold && !told) ? null : fact?.(String(value));
    return shown ? [{ label: say(label), value: shown }] : [];
  });
}

function answer({ feedback: { resolution }, resolvedBy }: Picture): Block[] {
  if (!resolution) return [];
  return [
    {
      kind: 'facts',
      facts: [
        {
          label: resolvedBy
            ? say('What {who} told the customer', { who: resolvedBy.name })
            : say('What we told the customer'),
          value: resolution.customerTold,
        },
        {
          label: say('Root cause ({category})', { category: causeWords(resolution.rootCauseCategory) }),
          value: resolution.rootCause,
        },
        { label: say('How we prevent this'), value: resolution.prevention },
      ],
    },
  ];
}

function cameBack(picture: Picture, viewerId: string | null): Block[] {
  const championId = picture.organisation.champion?.id ?? null;
  return cameBackLine(picture, (earlier) => maySee(earlier, viewerId, championId)).map((line) => ({
    kind: 'text',
    line,
  }));
}

function captured({ feedback: { source }, capturedBy, place }: Picture): string {
  if (capturedBy)
    return place
      ? say('Captured by {who} in #{place}', { who: capturedBy.name, place: place.name })
      : say('Captured by {who}', { who: capturedBy.name });
  const from = { source: sourceText(source) };
  return place
    ? say('Came in through {source} in #{place}', { ...from, place: place.name })
    : say('Came in through {source}', from);
}

function origin(picture: Picture): Block[] {
  const { feedback } = picture;
  const line: Line = [
    captured(picture),
    ', ',
    time(picture, feedback.capturedAt),
    ...(feedback.saidAt ? inlines(sayLine(', said {when}', { when: time(picture, feedback.saidAt) })) : []),
    ...(feedback.link ? [' · ', { kind: 'link' as const, text: say('where it was said'), url: feedback.link }] : []),
  ];
  return [{ kind: 'note', line }];
}

/**
 * The next step stands first; what does not fit the state, or this viewer, is not offered. What everybody in a place
 * reads (`viewerId` null) offers all of it: others who press are told whose it is.
 */
export function actions({ feedback, partOf, organisation }: Picture, viewerId: string | null = null): Action[] {
  const championId = organisation.champion?.id ?? null;
  const button = (action: string, label: string, value = feedbackName(feedback.number)): ButtonAction => ({
    kind: 'button',
    action: `feedback.${action}`,
    label,
    value,
  });
  const offers = offersOf[feedback.state].filter(
    ({ verb }) => viewerId === null || isAllowed(feedback, championId, { verb, actorId: viewerId }),
  );
  const correct: Action[] =
    feedback.state !== 'withdrawn' &&
    (viewerId === null || isAllowed(feedback, championId, { verb: 'edit', actorId: viewerId }))
      ? [button('correct', say('Correct'))]
      : [];
  const whole: Action[] =
    partOf === null ? [] : [button('show', say('Show {name}', { name: feedbackName(partOf) }), feedbackName(partOf))];
  return [
    ...whole,
    ...offers.map(({ verb, label }, index): Action => {
      const isNext = index === 0 && nextSteps.includes(verb);
      const shown = isHistory(feedback) && verb === 'reopen' ? say('Take it up') : say(label);
      return { ...button(verb, shown), ...(isNext ? { style: 'primary' as const } : {}) };
    }),
    ...correct,
    button('history', say('History')),
  ];
}

const nextSteps: readonly Verb[] = ['acknowledge', 'resolve', 'resume'];

const handOver = { verb: 'handOver', label: phrase('Hand over') } as const;
const wait = { verb: 'wait', label: phrase('Wait for customer') } as const;
const resolve = { verb: 'resolve', label: phrase('Resolve') } as const;

const offersOf: Readonly<Record<State, readonly { readonly verb: Verb; readonly label: string }[]>> = {
  open: [{ verb: 'acknowledge', label: phrase('I’m on it') }, handOver, wait, resolve],
  acknowledged: [resolve, handOver, wait],
  waiting: [{ verb: 'resume', label: phrase('Customer answered') }, handOver, resolve],
  resolved: [{ verb: 'reopen', label: phrase('Reopen') }],
  withdrawn: [{ verb: 'restore', label: phrase('Bring back') }],
};

/** Without a champion whatever fits no rule stays with whoever captured it: they are asked to name one. */
function askForChampion({ organisation }: Picture): Block[] {
  if (organisation.champion) return [];
  const line = say('There is no customer champion yet. Name one, so that nothing waits unseen: `champion @name`');
  return [{ kind: 'note', line }];
}
