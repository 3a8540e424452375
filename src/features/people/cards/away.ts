/** What is shown and said about absences. Days are those of the absent member's own calendar. */
import { type Card, code, type Line, mention } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { MemberProfile } from '../rules/profiles.js';

const dayMs = 86_400_000;

export interface Absence {
  readonly member: MemberProfile;
  /** The start of the day of return. */
  readonly until: Date;
  readonly delegate: MemberProfile | null;
  /** Those whom the member stands in for and who are away too. */
  readonly standsInFor: readonly MemberProfile[];
  readonly now: Date;
}

/** Until when somebody is away, and who stands in. */
export function awayCard({ member, until, delegate, standsInFor, now }: Absence): Card {
  const day = (at: Date) => formatInstant(at, 'date', { timeZone: member.timeZone, now });
  const title = `You are away until ${day(until)}`;
  // Noon of the last day is always before the start of the day of return, whatever summer time does.
  const lastDay = day(new Date(Math.max(until.getTime() - dayMs / 2, now.getTime())));
  const standIn: Line = delegate
    ? [mention(delegate), ' stands in for you.']
    : 'Nobody stands in for you. What you own gets another owner when it is due.';
  return {
    title,
    summary: title,
    tone: 'good',
    blocks: [
      { kind: 'text', line: `You get no reminders through ${lastDay}. They start again on ${day(until)}.` },
      { kind: 'text', line: standIn },
      ...standsInFor.map(
        (other) =>
          ({ kind: 'note', line: ['You stand in for ', mention(other), ', who is away too: tell them.'] }) as const,
      ),
      { kind: 'actions', actions: [{ kind: 'button', action: 'people.return', label: 'I am back', value: '' }] },
    ],
  };
}

/** The absence has ended. */
export function backCard(wasAway: boolean): Card {
  const title = wasAway ? 'Welcome back' : 'You are here already';
  const line: Line = wasAway
    ? ['Reminders reach you again. See what you owe: ', code('owe')]
    : [
        'You were not away. Before you go, type ',
        code('away until:2026-12-24'),
        ' with the day on which you are back.',
      ];
  return { title, summary: title, tone: wasAway ? 'good' : 'neutral', blocks: [{ kind: 'text', line }] };
}

/** What a stand-in is told, privately. */
export function standInCard(absent: MemberProfile, until: Date, delegate: MemberProfile): Card {
  const day = formatInstant(until, 'date', { timeZone: delegate.timeZone });
  const title = `You stand in for ${absent.name} until ${day}`;
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'text', line: [mention(absent), ' is away and named you: reminders for what they own come to you.'] },
    ],
  };
}

/** @param typed who goes away, and what was already typed after `away` */
export function awayForm(typed: { readonly memberId: string; readonly delegateId?: string }): Form {
  return {
    form: 'people.leave',
    subject: '',
    title: 'Away',
    intro: 'You get no reminders while you are away.',
    fields: [
      { kind: 'date', name: 'until', label: 'Back on', hint: 'The first day on which you are here again.' },
      {
        kind: 'person',
        name: 'delegate',
        label: 'Who stands in?',
        hint: 'If empty, what you own gets another owner when it is due.',
        optional: true,
        except: typed.memberId,
        ...(typed.delegateId && { value: typed.delegateId }),
      },
    ],
    submit: 'Be away',
  };
}
