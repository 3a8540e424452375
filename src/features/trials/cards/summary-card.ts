/** The question before everybody has it: what did they say, and what changed because of them? */

import { actions, button, facts, text, titledCard } from '../../../chat/blocks.js';
import type { Action, Block, Card } from '../../../chat/card.js';
import { say } from '../../../kernel/language/say.js';
import { type Line, nthReminder, type RecipientRole, type View } from '../../../reminders/index.js';
import { isOpen, type Trial, titleOf, trialName } from '../rules/trial.js';
import { show, type TrialView } from './trial-card.js';
import { cameText, invitedText, lastDay } from './trial-words.js';

/** One question to show, and in which capacity the reader gets it. */
export interface SummaryQuestion {
  readonly view: TrialView;
  readonly role: RecipientRole;
  /** 1: asked for the first time. */
  readonly repeat: number;
}

/** As a reminder; afterwards how it stands, and nothing to press. */
export function summaryView({ view, role, repeat }: SummaryQuestion, { isOver, nth }: Line): View {
  const { trial } = view;
  if (isOver) {
    const standing = trial.summarisedAt ? say('The summary is written.') : say('It has another last day.');
    const card: Card = titledCard(titleOf(trial), [text(standing)], trial.summarisedAt ? 'good' : 'neutral');
    return { card, row: [{ kind: 'row', line: titleOf(trial), detail: standing }] };
  }
  const count = nthReminder(nth - 1);
  const came = cameText(trial);
  const card: Card = titledCard(
    role === 'owner'
      ? say('{trial}: what did they say, and what changed?', { trial: titleOf(trial) })
      : say('{trial} has no summary yet', { trial: titleOf(trial) }),
    [
      text([message({ view, role, repeat }), ...(count ? [say('This is the {count}.', { count })] : [])].join(' ')),
      facts([
        { label: say('Invited'), value: invitedText(trial) },
        ...(came === null ? [] : [{ label: say('Came of it'), value: came }]),
      ]),
      actions([write(trial), show(trial)]),
    ],
    repeat > 1 ? 'warning' : 'neutral',
  );
  return { card, row: [summaryRow(view)] };
}

function message({ view: { trial, owner, now }, role }: SummaryQuestion): string {
  return [
    isOpen(trial, now)
      ? say('Everybody gets it after {date}.', { date: lastDay(trial, now) })
      : say('Everybody has it now.'),
    ...(role === 'owner' ? [] : [say('{who} has not written it.', { who: owner?.name ?? say('Whoever ran it') })]),
    say('Write what these customers said and what changed because of them: they are told, in your words.'),
  ].join(' ');
}

/** One question in a list: of `owe`, or of several that came together. */
export const summaryRow = ({ trial, now }: TrialView): Block => ({
  kind: 'row',
  line: say('{trial}: what did they say, and what changed?', { trial: titleOf(trial) }),
  detail: isOpen(trial, now)
    ? say('Goes on until {date} · {invited}', { date: lastDay(trial, now), invited: invitedText(trial) })
    : say('Over · {invited}', { invited: invitedText(trial) }),
  action: write(trial),
});

const write = ({ number }: Pick<Trial, 'number'>): Action =>
  button(say('Write the summary'), 'trials.summary', trialName(number), 'primary');
