/** The words and lines that several cards of this room share. */

import { bold, type Inline, type Line, mention } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
import { deadline } from '../../../chat/time-text.js';
import { formatDuration } from '../../../kernel/time/duration.js';
import type { Picture } from '../picture.js';
import {
  feedbackName,
  isHistory,
  isLeftOut,
  isOverdue,
  type Routing,
  type WithdrawnBecause,
} from '../rules/feedback.js';

/** An instant in the reader's zone where the platform can, else in the organisation's. */
export function time({ organisation }: Picture, at: Date, style: 'date' | 'dateTime' = 'dateTime'): Inline {
  return { kind: 'time', at, timeZone: organisation.settings.timeZone, style };
}

/** When a promise ends, as people say it. */
export const dueTime = ({ organisation }: Picture, at: Date): Inline => deadline(at, organisation.settings.timeZone);

/** `F-12 · Acme Ltd`: how an item is named in a line. Strangers to a confidential one hear its number only. */
export function nameOf({ feedback, customer }: Picture, told: boolean): string {
  const name = feedbackName(feedback.number);
  if (!told) return `${name} · confidential`;
  return customer ? `${name} · ${customer.name}` : name;
}

/** Why it is withdrawn, in a few words. */
export const withdrawnWords: Readonly<Record<WithdrawnBecause, string>> = {
  mistake: 'captured by mistake',
  notFeedback: 'not feedback',
  test: 'a test',
  same: 'the same as another',
  leftOut: 'left out by a rule',
};

/** How it stands, in a few words. */
export function standing(picture: Picture): Line {
  const { feedback, now } = picture;
  switch (feedback.state) {
    case 'withdrawn':
      if (isLeftOut(feedback)) return 'Left out: a rule takes it for noise';
      return picture.partOf === null
        ? ['Withdrawn: ', withdrawnWords[feedback.withdrawnBecause ?? 'mistake']]
        : `Part of ${feedbackName(picture.partOf)}`;
    case 'resolved':
      if (isHistory(feedback)) return 'History: it was old when it came, and nobody is chased for it';
      return ['Resolved', ...(feedback.resolution ? [`: ${feedback.resolution.outcome}`] : [])];
    case 'waiting':
      // With its hour: somebody's morning can be another day's evening elsewhere.
      return feedback.waitingUntil
        ? ['Waiting for the customer until ', time(picture, feedback.waitingUntil)]
        : 'Waiting for the customer';
    case 'acknowledged':
    case 'open': {
      if (isOverdue(feedback, now)) return [bold('Overdue')];
      return feedback.state === 'open' ? 'New' : 'Being worked on';
    }
  }
}

function whyChampion({ because }: Extract<Routing, { kind: 'champion' }>): string {
  if (because === undefined) return '';
  return because === 'noRule' ? ': no rule fits' : ': a rule fits, and nobody whom it names is here';
}

/** Why its owner has it. */
export function routingLine(picture: Picture): Line {
  const { feedback, owner, from } = picture;
  const who: Inline = owner ? mention(owner) : 'nobody yet';
  const { routing } = feedback;
  switch (routing.kind) {
    case 'rule': {
      const by = routing.by === 'person' ? '' : `, by ${routing.by}`;
      return ['Routed to ', who, ` by rule ${routing.position}, ${routing.name}${by}`];
    }
    case 'named':
      return ['Given to ', who, ` by ${picture.capturedBy?.name ?? 'whoever captured it'}`];
    case 'champion':
      return ['Routed to ', who, `, the champion${whyChampion(routing)}`];
    case 'capturer':
      return ['With ', who, ', who captured it: there is no champion yet'];
    case 'lastResort':
      return ['With ', who, ': no rule gives it to anybody who is here, and there is no champion yet'];
    case 'leftOut':
      return `Left out by rule ${routing.position}, ${routing.name}: nobody gets it`;
    case 'history':
      return 'Kept as history: it was more than 14 days old when it came';
    case 'handedOver':
      return ['Handed to ', who, ` by ${from?.name ?? 'the bot'}: ${routing.why}`];
    case 'tookOver':
      return ['Taken over by ', who, from ? ` from ${from.name}` : ''];
    case 'away': {
      const absent = from?.name ?? 'its owner';
      if (routing.hasLeft) return ['With ', who, ` because ${absent} has left`];
      return ['With ', who, routing.to === 'delegate' ? `, who stands in for ${absent}` : ` while ${absent} is away`];
    }
  }
}

/**
 * "This came back": what its owner says is the same trouble as before, and what was to prevent it.
 * @param toldOf whether the reader may know of the earlier item
 */
export function cameBackLine(picture: Picture, toldOf: (earlier: NonNullable<Picture['cameBack']>) => boolean): Line[] {
  const { cameBack, resolvedBy } = picture;
  if (!cameBack || !toldOf(cameBack)) return [];
  const { number, resolvedAt, prevention } = cameBack;
  const before = ` It is the same trouble as ${feedbackName(number)}, says ${resolvedBy?.name ?? 'its owner'}; that was resolved `;
  const was = prevention === '' ? '.' : `. The plan to prevent it was: ${excerpt(prevention, 300)}`;
  return [[bold('This came back.'), before, time(picture, resolvedAt, 'date'), was]];
}

export const duration = (ms: number): string => formatDuration(ms);
