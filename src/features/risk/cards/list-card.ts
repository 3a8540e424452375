/** Who is at risk as a list, and what the report says of it. */

import { button, facts, heading, note } from '../../../chat/blocks.js';
import { type Block, code, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { NamedCase } from '../rules/case.js';
import type { RiskCounts } from '../store/cases.js';
import { pointsText, reasonsText, saidText } from './reason-words.js';

/** How the lists are headed. */
export const headings: Readonly<Record<'all' | 'mine', () => ListHeading>> = {
  all: () => ({
    title: say('Customers at risk'),
    noneTitle: say('Nobody is at risk'),
    none: say('By what is known of them, no customer looks like leaving.'),
  }),
  mine: () => ({
    title: say('Your customers at risk'),
    noneTitle: say('None of your customers is at risk'),
    none: sayLine('Of those whom you look after, nobody looks like leaving. {command} shows everybody’s.', {
      command: code('risk all'),
    }),
  }),
};

/** One of them in a list. @param names of members, by id */
export function riskRow(risk: NamedCase, names: ReadonlyMap<string, string>, timeZone: string): Block {
  const { name, points, ownerId, answer, answeredById } = risk;
  const owner =
    ownerId === null ? say('nobody looks after them') : (names.get(ownerId) ?? say('nobody looks after them'));
  const said = answer === null ? '' : ` · ${saidText(names.get(answeredById ?? '') ?? say('Somebody'), answer)}`;
  return {
    kind: 'row',
    line: `${name} · ${pointsText(points)}`,
    detail: `${reasonsText(risk, timeZone)} · ${owner}${said}`,
    action: button(say('Show'), 'risk.show', risk.id),
  };
}

/** Below the list: since when it stands so, and where the weights are. */
export function listNote(
  lookedAt: Date | null,
  { least, timeZone }: { readonly least: number; readonly timeZone: string },
): Line {
  const values = { points: pointsText(least), command: code('settings') };
  return lookedAt === null
    ? sayLine(
        'Everybody is looked at for the first time early tomorrow. At risk from {points} on; {command} shows what each reason weighs. It is a sign, not a judgement.',
        values,
      )
    : sayLine(
        'As of {when}; looked at once a day. At risk from {points} on; {command} shows what each reason weighs. It is a sign, not a judgement.',
        { ...values, when: { kind: 'time', at: lookedAt, timeZone, style: 'dateTime' } },
      );
}

/** Nothing where nobody came to be at risk. */
export function riskReport({ newCount, askedCount, callCount, knownCount, noCount }: RiskCounts): readonly Block[] {
  if (newCount === 0) return [];
  const right = callCount + knownCount;
  const answered = right + noCount;
  const share =
    answered === 0
      ? say('nobody answered yet')
      : say('{right} of {answered}, {share} %', { right, answered, share: Math.round((right / answered) * 100) });
  return [
    heading(say('Customers at risk')),
    facts([
      { label: say('New // customers'), value: counted(newCount) },
      {
        label: say('Asked about'),
        value: say('{asked, number}, answered {answered, number}', { asked: askedCount, answered }),
      },
      { label: say('Right, say those who know them'), value: share },
    ]),
    ...(answered === 0
      ? []
      : [
          note(
            say('I’ll call {call}, Known {known}, Not so {no}.', { call: callCount, known: knownCount, no: noCount }),
          ),
        ]),
  ];
}
