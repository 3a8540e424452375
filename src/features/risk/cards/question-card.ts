/** The question on the first day, and one customer at risk as a card: reasons with their points, and what was said. */

import { actions, button, facts, note, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { Line, View } from '../../../reminders/index.js';
import { type Answer, answers, type NamedCase } from '../rules/case.js';
import { answerLabels, pointsText, reasonsText, reasonText, saidText } from './reason-words.js';

const answerButton = (id: string, answer: Answer): Action =>
  button(say(answerLabels[answer]), 'risk.answer', `${id} ${answer}`, answer === 'call' ? 'primary' : undefined);

const showCustomer = ({ customerId }: Pick<NamedCase, 'customerId'>): Action =>
  button(say('Show what we know'), 'customers.show', customerId);

const reasonFacts = ({ reasons }: NamedCase, timeZone: string): Block =>
  facts(reasons.map((reason) => ({ label: pointsText(reason.points), value: capital(reasonText(reason, timeZone)) })));

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** As a reminder; afterwards how it stands, and nothing to press. */
export function questionView(risk: NamedCase, { isOver }: Line, timeZone: string): View {
  const { id, name, answer } = risk;
  const title = say('{name} may leave', { name });
  if (isOver) {
    const standing =
      answer === null
        ? say('{name} is not at risk any more.', { name })
        : say('Answered: {answer}.', { answer: say(answerLabels[answer]) });
    return { card: titledCard(title, [text(standing)]), row: [{ kind: 'row', line: title, detail: standing }] };
  }
  const card = titledCard(
    title,
    [
      text(say('This is new today, by what is known of them. What do you say?')),
      reasonFacts(risk, timeZone),
      actions([...answers.map((each) => answerButton(id, each)), showCustomer(risk)]),
    ],
    'warning',
  );
  return { card, row: [questionRow(risk, timeZone)] };
}

/** One question in a list: of `owe`, or of several that came together. */
export const questionRow = (risk: NamedCase, timeZone: string): Block => ({
  kind: 'row',
  line: say('{name} may leave: what do you say?', { name: risk.name }),
  detail: reasonsText(risk, timeZone),
  action: button(say('Answer'), 'risk.show', risk.id, 'primary'),
});

/** What a card shows beside the case. */
export interface RiskView {
  readonly timeZone: string;
  /** Who looks after them; null: nobody. */
  readonly owner: string | null;
  readonly answeredBy: string | null;
  readonly mayAnswer: boolean;
}

/** One of them, with what can be answered, and changed. */
export function riskCard(risk: NamedCase, view: RiskView, lead?: string): Card {
  const { id, name, points, beganAt, endedAt, answer, answeredAt } = risk;
  const { timeZone, owner, answeredBy, mayAnswer } = view;
  const isOpen = endedAt === null;
  const others = answers.filter((each) => each !== answer);
  const back = answer === null ? [] : [button(say('Take it back'), 'risk.answer', `${id} none`)];
  return titledCard(
    isOpen
      ? say('{name}: {count, plural, one {1 point} other {# points}} of risk', { name, count: points })
      : say('{name} is not at risk any more', { name }),
    [
      ...(lead === undefined ? [] : [text(lead)]),
      reasonFacts(risk, timeZone),
      facts([
        { label: say('Since'), value: [{ kind: 'time', at: beganAt, timeZone, style: 'date' }] },
        { label: say('Looked after by'), value: owner ?? say('nobody') },
        ...(answer === null || answeredAt === null
          ? []
          : [{ label: say('Said'), value: saidText(answeredBy ?? say('Somebody who left'), answer) }]),
      ]),
      ...(owner === null
        ? [
            note(
              sayLine('{command} says who looks after them.', {
                command: code(`customer ${quoted(name)} owner:@maya`),
              }),
            ),
          ]
        : []),
      actions([
        ...(mayAnswer && isOpen ? [...others.map((each) => answerButton(id, each)), ...back] : []),
        showCustomer(risk),
      ]),
    ],
    isOpen ? 'warning' : 'neutral',
  );
}

const quoted = (name: string): string => `"${name.replaceAll('"', ' ')}"`;
