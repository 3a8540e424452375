/** The words and lines that several cards of this room share. */

import { bold, type Inline, type Line, mention } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { deadline } from '../../../chat/time-text.js';
import { phrase, say } from '../../../kernel/language/say.js';
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
import { outcomeWords } from './value-words.js';

/** An instant in the reader's zone where the platform can, else in the organisation's. */
export function time({ organisation }: Picture, at: Date, style: 'date' | 'dateTime' = 'dateTime'): Inline {
  return { kind: 'time', at, timeZone: organisation.settings.timeZone, style };
}

/** When a promise ends, as people say it. */
export const dueTime = ({ organisation }: Picture, at: Date): Inline => deadline(at, organisation.settings.timeZone);

/** `F-12 · Acme Ltd`: how an item is named in a line. Strangers to a confidential one hear its number only. */
export function nameOf({ feedback, customer }: Picture, told: boolean): string {
  const name = feedbackName(feedback.number);
  if (!told) return say('{name} · confidential', { name });
  return customer ? `${name} · ${customer.name}` : name;
}

const withdrawnNames: Readonly<Record<WithdrawnBecause, string>> = {
  mistake: phrase('captured by mistake'),
  notFeedback: phrase('not feedback'),
  test: phrase('a test'),
  same: phrase('the same as another'),
  leftOut: phrase('left out by a rule'),
};

/** Why it is withdrawn, in a few words. */
export const withdrawnWords = (because: WithdrawnBecause): string => say(withdrawnNames[because]);

/** How it stands, in a few words. */
export function standing(picture: Picture): Line {
  const { feedback, now } = picture;
  switch (feedback.state) {
    case 'withdrawn':
      if (isLeftOut(feedback)) return say('Left out: a rule takes it for noise');
      return picture.partOf === null
        ? say('Withdrawn: {reason}', { reason: withdrawnWords(feedback.withdrawnBecause ?? 'mistake') })
        : say('Part of {whole}', { whole: feedbackName(picture.partOf) });
    case 'resolved':
      if (isHistory(feedback)) return say('History: it was old when it came, and nobody is chased for it');
      return feedback.resolution
        ? say('Resolved: {outcome}', { outcome: outcomeWords(feedback.resolution.outcome) })
        : say('Resolved');
    case 'waiting':
      // With its hour: somebody's morning can be another day's evening elsewhere.
      return feedback.waitingUntil
        ? sayLine('Waiting for the customer until {when}', { when: time(picture, feedback.waitingUntil) })
        : say('Waiting for the customer');
    case 'acknowledged':
    case 'open': {
      if (isOverdue(feedback, now)) return [bold(say('Overdue'))];
      return feedback.state === 'open' ? say('New') : say('Being worked on');
    }
  }
}

/** Why its owner has it. */
export function routingLine(picture: Picture): Line {
  const { feedback, owner, from } = picture;
  const who: Inline = owner ? mention(owner) : say('nobody yet');
  const { routing } = feedback;
  switch (routing.kind) {
    case 'rule':
      return ruleRoutingLine(routing, who);
    case 'named':
      return sayLine('Given to {owner} by {who}', {
        owner: who,
        who: picture.capturedBy?.name ?? say('whoever captured it'),
      });
    case 'champion':
      if (routing.because === undefined) return sayLine('Routed to {owner}, the champion', { owner: who });
      return routing.because === 'noRule'
        ? sayLine('Routed to {owner}, the champion: no rule fits', { owner: who })
        : sayLine('Routed to {owner}, the champion: a rule fits, and nobody whom it names is here', { owner: who });
    case 'capturer':
      return sayLine('With {owner}, who captured it: there is no champion yet', { owner: who });
    case 'lastResort':
      return sayLine('With {owner}: no rule gives it to anybody who is here, and there is no champion yet', {
        owner: who,
      });
    case 'leftOut':
      return say('Left out by rule {position}, {rule}: nobody gets it', {
        position: routing.position,
        rule: routing.name,
      });
    case 'history':
      return say('Kept as history: it was more than 14 days old when it came');
    case 'handedOver':
      return sayLine('Handed to {owner} by {who}: {why}', {
        owner: who,
        who: from?.name ?? say('the bot'),
        why: routing.why,
      });
    case 'tookOver':
      return from
        ? sayLine('Taken over by {owner} from {who}', { owner: who, who: from.name })
        : sayLine('Taken over by {owner}', { owner: who });
    case 'away': {
      const absent = from?.name ?? say('its owner');
      if (routing.hasLeft) return sayLine('With {owner} because {absent} has left', { owner: who, absent });
      return routing.to === 'delegate'
        ? sayLine('With {owner}, who stands in for {absent}', { owner: who, absent })
        : sayLine('With {owner} while {absent} is away', { owner: who, absent });
    }
  }
}

function ruleRoutingLine({ by, position, name: rule }: Extract<Routing, { kind: 'rule' }>, owner: Inline): Line {
  const values = { owner, position, rule };
  if (by === 'person') return sayLine('Routed to {owner} by rule {position}, {rule}', values);
  return by === 'turns'
    ? sayLine('Routed to {owner} by rule {position}, {rule}, by turns', values)
    : sayLine('Routed to {owner} by rule {position}, {rule}, by load', values);
}

/**
 * "This came back": what its owner says is the same trouble as before, and what was to prevent it.
 * @param toldOf whether the reader may know of the earlier item
 */
export function cameBackLine(picture: Picture, toldOf: (earlier: NonNullable<Picture['cameBack']>) => boolean): Line[] {
  const { cameBack, resolvedBy } = picture;
  if (!cameBack || !toldOf(cameBack)) return [];
  const { number, resolvedAt, prevention } = cameBack;
  const values = {
    came: bold(say('This came back.')),
    name: feedbackName(number),
    who: resolvedBy?.name ?? say('its owner'),
    when: time(picture, resolvedAt, 'date'),
  };
  const line =
    prevention === ''
      ? sayLine('{came} It is the same trouble as {name}, says {who}; that was resolved {when}.', values)
      : sayLine(
          '{came} It is the same trouble as {name}, says {who}; that was resolved {when}. The plan to prevent it was: {plan}',
          { ...values, plan: excerpt(prevention, 300) },
        );
  return [line];
}

export const duration = (ms: number): string => formatDuration(ms);
