/** What is shown and said about absences. Days are those of the absent member's own calendar. */
import { type Card, code, type Line, mention } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
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
  const title = say('You are away until {day}', { day: day(until) });
  // Noon of the last day is always before the start of the day of return, whatever summer time does.
  const lastDay = day(new Date(Math.max(until.getTime() - dayMs / 2, now.getTime())));
  const standIn: Line = delegate
    ? sayLine('{who} stands in for you.', { who: mention(delegate) })
    : say('Nobody stands in for you. What you own gets another owner when it is due.');
  return {
    title,
    summary: title,
    tone: 'good',
    blocks: [
      {
        kind: 'text',
        line: say('You get no reminders through {lastDay}. They start again on {backDay}.', {
          lastDay,
          backDay: day(until),
        }),
      },
      { kind: 'text', line: standIn },
      ...standsInFor.map(
        (other) =>
          ({
            kind: 'note',
            line: sayLine('You stand in for {who}, who is away too: tell them.', { who: mention(other) }),
          }) as const,
      ),
      { kind: 'actions', actions: [{ kind: 'button', action: 'people.return', label: say('I am back'), value: '' }] },
    ],
  };
}

/** The absence has ended. */
export function backCard(wasAway: boolean): Card {
  const title = say(wasAway ? 'Welcome back' : 'You are here already');
  const line: Line = wasAway
    ? sayLine('Reminders reach you again. See what you owe: {command}', { command: code('owe') })
    : sayLine('You were not away. Before you go, type {command} with the day on which you are back.', {
        command: code('away until:2026-12-24'),
      });
  return { title, summary: title, tone: wasAway ? 'good' : 'neutral', blocks: [{ kind: 'text', line }] };
}

/** What a stand-in is told, privately. */
export function standInCard(absent: MemberProfile, until: Date, delegate: MemberProfile): Card {
  const day = formatInstant(until, 'date', { timeZone: delegate.timeZone });
  const title = say('You stand in for {name} until {day}', { name: absent.name, day });
  return {
    title,
    summary: title,
    blocks: [
      {
        kind: 'text',
        line: sayLine('{who} is away and named you: reminders for what they own come to you.', {
          who: mention(absent),
        }),
      },
    ],
  };
}

/** @param typed who goes away, and what was already typed after `away` */
export function awayForm(typed: { readonly memberId: string; readonly delegateId?: string }): Form {
  return {
    form: 'people.leave',
    subject: '',
    title: say('Away'),
    intro: say('You get no reminders while you are away.'),
    fields: [
      { kind: 'date', name: 'until', label: say('Back on'), hint: say('The first day on which you are here again.') },
      {
        kind: 'person',
        name: 'delegate',
        label: say('Who stands in?'),
        hint: say('If empty, what you own gets another owner when it is due.'),
        optional: true,
        except: typed.memberId,
        ...(typed.delegateId && { value: typed.delegateId }),
      },
    ],
    submit: say('Be away'),
  };
}
