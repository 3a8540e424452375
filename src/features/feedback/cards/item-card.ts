/** One piece of feedback as a card: living in its place, private with its owner, or shown when asked for. */
import { besideEachOther, isolate } from '../../../chat/bidi.js';
import {
  type Action,
  type Block,
  type ButtonAction,
  bold,
  type Card,
  type Line,
  type Tone,
} from '../../../chat/card.js';
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
  const other = champion ? `${champion.name}, the champion` : capturedBy?.name;
  const isOne = owner !== null && owner.id === (champion ?? capturedBy)?.id;
  const names = [isOne ? null : owner?.name, other].filter((name) => name !== null && name !== undefined);
  return names.length === 0 ? [] : [{ kind: 'note', line: `The buttons are for ${names.join(', and for ')}.` }];
}

/** The owner's private card: the words are always there. */
export function ownerItemCard(picture: Picture): Card {
  const card = itemCard(picture, true, picture.feedback.ownerId);
  const { state, routing, number } = picture.feedback;
  const waitsWithNewOwner = state === 'waiting' && (routing.kind === 'handedOver' || routing.kind === 'away');
  const what =
    state === 'open'
      ? 'Your customer is waiting for an answer.'
      : waitsWithNewOwner
        ? 'We wait for the customer.'
        : null;
  const greeting: Block[] = what === null ? [] : [{ kind: 'text', line: `${feedbackName(number)} is yours. ${what}` }];
  return { ...card, blocks: [...toMind(picture), ...greeting, ...card.blocks, ...askForChampion(picture)] };
}

/** What the customer prefers stands before everything else, until they have been answered. */
function toMind({ customer, feedback }: Picture): readonly Block[] {
  const isOver = feedback.state === 'resolved' || feedback.state === 'withdrawn';
  if (!customer || customer.preferenceTexts.length === 0 || isOver) return [];
  return [{ kind: 'text', line: [bold('Keep in mind: '), customer.preferenceTexts.join('; ')] }];
}

/** What somebody sees who once had it: who has it now, and nothing to press. */
export function formerOwnerCard(picture: Picture): Card {
  const { feedback, owner } = picture;
  const title = `${feedbackName(feedback.number)} is with ${owner?.name ?? 'somebody else'} now`;
  return {
    title,
    summary: title,
    blocks: [{ kind: 'note', line: picture.feedback.confidential ? 'It is in good hands.' : routingLine(picture) }],
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
      ...(told ? words(picture) : hidden),
      ...(told ? furtherWords(picture, viewerId) : []),
      ...(told && viewerId !== null && viewerId === picture.feedback.ownerId ? toneBlocks(picture) : []),
      { kind: 'facts', facts: facts(picture, told) },
      ...(told ? answer(picture) : []),
      ...(told ? cameBack(picture, viewerId) : []),
      {
        kind: 'note',
        line: told ? routingLine(picture) : 'Only its owner, the person who captured it and the champion can read it.',
      },
      ...(told ? origin(picture) : []),
      { kind: 'actions', actions: actions(picture, viewerId) },
    ],
  };
}

/** In the place of what showed feedback that an import brought and that went with it. */
export function takenBackCard(what: string, importNumber: number): Card {
  const title = `${what} was taken back`;
  const line = `It came by import ${importNumber}, which was a mistake and was undone. There is nothing to do.`;
  return { title, summary: title, blocks: [{ kind: 'text', line }] };
}

/** With what other rooms say of it, above the buttons. */
export function withBeside(card: Card, beside: readonly Block[]): Card {
  if (beside.length === 0) return card;
  const at = card.blocks.findLastIndex(({ kind }) => kind === 'actions');
  const [above, buttons] = at < 0 ? [card.blocks, []] : [card.blocks.slice(0, at), card.blocks.slice(at)];
  return { ...card, blocks: [...above, { kind: 'divider' }, ...beside, ...buttons] };
}

const hidden: readonly Block[] = [{ kind: 'text', line: 'A customer said something in confidence.' }];

/** How it stands, in a word. */
export function headline({ feedback, now, partOf }: Picture): string {
  if (isOverdue(feedback, now)) return 'overdue';
  if (isHistory(feedback)) return 'history';
  if (isLeftOut(feedback)) return 'left out';
  if (partOf !== null) return `part of ${feedbackName(partOf)}`;
  return {
    open: 'new',
    acknowledged: 'being worked on',
    waiting: 'waiting',
    resolved: 'resolved',
    withdrawn: 'withdrawn',
  }[feedback.state];
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
      ? [{ kind: 'quote', text, by: answers ? answeredBy(answers.by) : 'added later' }]
      : [],
  );
  const said = toldParts(picture, viewerId).map(({ feedback: part, customer }): Block => {
    const by = saidBy(part.author, customer?.name);
    const name = feedbackName(part.number);
    return { kind: 'quote', text: part.text, by: by ? `${by} (${name}, the same)` : `${name}, the same` };
  });
  return [...added, ...said];
}

const answeredBy = (name: string | null): string => `${isolate(name ?? 'the customer')}, asked whether it is solved`;

function facts(picture: Picture, told: boolean): { label: string; value: Line }[] {
  const { feedback, owner } = picture;
  const { promiseEndsAt, clockUsedMs, state } = feedback;
  return [
    { label: 'Status', value: standing(picture) },
    { label: 'Owner', value: owner ? owner.name : 'nobody yet' },
    ...(promiseEndsAt ? [{ label: 'Promised by', value: dueTime(picture, promiseEndsAt) }] : []),
    ...(feedback.heldPromise && told ? [heldFact(feedback.promiseMs, feedback.heldPromise)] : []),
    ...(state === 'resolved' && !isHistory(feedback) ? [{ label: 'Took', value: duration(clockUsedMs) }] : []),
    ...(typeof feedback.saidSolved === 'boolean' && state !== 'withdrawn'
      ? [{ label: 'Solved, says the customer', value: feedback.saidSolved ? 'Yes' : 'No' }]
      : []),
    ...describedFacts(feedback, told),
  ];
}

function describedFacts(feedback: Feedback, told: boolean): { label: string; value: string }[] {
  return keptFields.flatMap(({ name, label, told: isTold, fact }) => {
    const value = feedback[name as keyof KeptValues];
    const shown = value === null || (isTold && !told) ? null : fact?.(String(value));
    return shown ? [{ label, value: shown }] : [];
  });
}

function answer({ feedback: { resolution }, resolvedBy }: Picture): Block[] {
  if (!resolution) return [];
  return [
    {
      kind: 'facts',
      facts: [
        { label: `What ${resolvedBy?.name ?? 'we'} told the customer`, value: resolution.customerTold },
        { label: `Root cause (${resolution.rootCauseCategory})`, value: resolution.rootCause },
        { label: 'How we prevent this', value: resolution.prevention },
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

function origin(picture: Picture): Block[] {
  const { feedback, capturedBy, place } = picture;
  const who = capturedBy ? `Captured by ${capturedBy.name}` : `Came in through ${feedback.source}`;
  const line: Line = [
    who,
    place ? ` in #${place.name}` : '',
    ', ',
    time(picture, feedback.capturedAt),
    ...(feedback.saidAt ? [', said ', time(picture, feedback.saidAt)] : []),
    ...(feedback.link ? [' · ', { kind: 'link' as const, text: 'where it was said', url: feedback.link }] : []),
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
      ? [button('correct', 'Correct')]
      : [];
  const whole: Action[] = partOf === null ? [] : [button('show', `Show ${feedbackName(partOf)}`, feedbackName(partOf))];
  return [
    ...whole,
    ...offers.map(({ verb, label }, index): Action => {
      const isNext = index === 0 && nextSteps.includes(verb);
      const shown = isHistory(feedback) && verb === 'reopen' ? 'Take it up' : label;
      return { ...button(verb, shown), ...(isNext ? { style: 'primary' as const } : {}) };
    }),
    ...correct,
    button('history', 'History'),
  ];
}

const nextSteps: readonly Verb[] = ['acknowledge', 'resolve', 'resume'];

const handOver = { verb: 'handOver', label: 'Hand over' } as const;
const wait = { verb: 'wait', label: 'Wait for customer' } as const;
const resolve = { verb: 'resolve', label: 'Resolve' } as const;

const offersOf: Readonly<Record<State, readonly { readonly verb: Verb; readonly label: string }[]>> = {
  open: [{ verb: 'acknowledge', label: 'I’m on it' }, handOver, wait, resolve],
  acknowledged: [resolve, handOver, wait],
  waiting: [{ verb: 'resume', label: 'Customer answered' }, handOver, resolve],
  resolved: [{ verb: 'reopen', label: 'Reopen' }],
  withdrawn: [{ verb: 'restore', label: 'Bring back' }],
};

/** Without a champion whatever fits no rule stays with whoever captured it: they are asked to name one. */
function askForChampion({ organisation }: Picture): Block[] {
  if (organisation.champion) return [];
  const line = 'There is no customer champion yet. Name one, so that nothing waits unseen: `champion @name`';
  return [{ kind: 'note', line }];
}
