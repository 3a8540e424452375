/** The question before everybody has it: what did they say, and what changed because of them? */
import { actions, button, facts, text, titledCard } from '../../../chat/blocks.js';
import type { Action, Block, Card } from '../../../chat/card.js';
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
    const standing = trial.summarisedAt ? 'The summary is written.' : 'It has another last day.';
    const card: Card = titledCard(titleOf(trial), [text(standing)], trial.summarisedAt ? 'good' : 'neutral');
    return { card, row: [{ kind: 'row', line: titleOf(trial), detail: standing }] };
  }
  const count = nthReminder(nth - 1);
  const came = cameText(trial);
  const card: Card = titledCard(
    role === 'owner'
      ? `${titleOf(trial)}: what did they say, and what changed?`
      : `${titleOf(trial)} has no summary yet`,
    [
      text([message({ view, role, repeat }), ...(count ? [` This is the ${count}.`] : [])].join('')),
      facts([
        { label: 'Invited', value: invitedText(trial) },
        ...(came === null ? [] : [{ label: 'Came of it', value: came }]),
      ]),
      actions([write(trial), show(trial)]),
    ],
    repeat > 1 ? 'warning' : 'neutral',
  );
  return { card, row: [summaryRow(view)] };
}

function message({ view: { trial, owner, now }, role }: SummaryQuestion): string {
  const whose = role === 'owner' ? '' : `${owner?.name ?? 'Whoever ran it'} has not written it. `;
  const when = isOpen(trial, now) ? `Everybody gets it after ${lastDay(trial, now)}.` : 'Everybody has it now.';
  return `${when} ${whose}Write what these customers said and what changed because of them: they are told, in your words.`;
}

/** One question in a list: of `owe`, or of several that came together. */
export const summaryRow = ({ trial, now }: TrialView): Block => ({
  kind: 'row',
  line: `${titleOf(trial)}: what did they say, and what changed?`,
  detail: `${isOpen(trial, now) ? `Goes on until ${lastDay(trial, now)}` : 'Over'} · ${invitedText(trial)}`,
  action: write(trial),
});

const write = ({ number }: Pick<Trial, 'number'>): Action =>
  button('Write the summary', 'trials.summary', trialName(number), 'primary');
