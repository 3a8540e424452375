/** Who is at risk as a list, and what the report says of it. */
import { button, facts, heading, note } from '../../../chat/blocks.js';
import { type Block, code, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { ListHeading } from '../../../chat/list.js';
import type { NamedCase } from '../rules/case.js';
import type { RiskCounts } from '../store/cases.js';
import { answerText, pointsText, reasonsText } from './reason-words.js';

/** How the lists are headed. */
export const headings: Readonly<Record<'all' | 'mine', ListHeading>> = {
  all: {
    title: 'Customers at risk',
    noneTitle: 'Nobody is at risk',
    none: 'By what is known of them, no customer looks like leaving.',
  },
  mine: {
    title: 'Your customers at risk',
    noneTitle: 'None of your customers is at risk',
    none: ['Of those whom you look after, nobody looks like leaving. ', code('risk all'), ' shows everybody’s.'],
  },
};

/** One of them in a list. @param names of members, by id */
export function riskRow(risk: NamedCase, names: ReadonlyMap<string, string>, timeZone: string): Block {
  const { name, points, ownerId, answer, answeredById } = risk;
  const owner = ownerId === null ? 'nobody looks after them' : (names.get(ownerId) ?? 'nobody looks after them');
  const said = answer === null ? '' : ` · ${names.get(answeredById ?? '') ?? 'Somebody'} ${answerText[answer]}`;
  return {
    kind: 'row',
    line: `${name} · ${pointsText(points)}`,
    detail: `${reasonsText(risk, timeZone)} · ${owner}${said}`,
    action: button('Show', 'risk.show', risk.id),
  };
}

/** Below the list: since when it stands so, and where the weights are. */
export function listNote(
  lookedAt: Date | null,
  { least, timeZone }: { readonly least: number; readonly timeZone: string },
): Line {
  const how: Line = [
    `At risk from ${pointsText(least)} on; `,
    code('settings'),
    ' shows what each reason weighs. It is a sign, not a judgement.',
  ];
  if (lookedAt === null) return ['Everybody is looked at for the first time early tomorrow. ', ...how];
  return ['As of ', { kind: 'time', at: lookedAt, timeZone, style: 'dateTime' }, '; looked at once a day. ', ...how];
}

/** Nothing where nobody came to be at risk. */
export function riskReport({ newCount, askedCount, callCount, knownCount, noCount }: RiskCounts): readonly Block[] {
  if (newCount === 0) return [];
  const right = callCount + knownCount;
  const answered = right + noCount;
  const share =
    answered === 0 ? 'nobody answered yet' : `${right} of ${answered}, ${Math.round((right / answered) * 100)} %`;
  return [
    heading('Customers at risk'),
    facts([
      { label: 'New', value: counted(newCount) },
      { label: 'Asked about', value: `${counted(askedCount)}, answered ${counted(answered)}` },
      { label: 'Right, say those who know them', value: share },
    ]),
    ...(answered === 0 ? [] : [note(`I’ll call ${callCount}, Known ${knownCount}, Not so ${noCount}.`)]),
  ];
}
