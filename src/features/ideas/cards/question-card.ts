/** The question on an experiment's end date, its reminders, and what everybody hears when it is answered. */
import type { Action, Block, Card, Line } from '../../../chat/card.js';
import { shorten } from '../../../chat/shorten.js';
import type { Picture } from '../picture.js';
import type { Experiment } from '../rules/experiment.js';
import { verdictOn } from '../rules/figure.js';
import { ideaName } from '../rules/idea.js';
import { show } from './idea-card.js';
import { beforeAfter, day, labelOf, nameOf, resultSentence } from './words.js';

/** One question to show, and in which capacity the reader gets it. */
export interface Question {
  readonly picture: Picture;
  readonly experiment: Experiment;
  /** 1: asked for the first time. */
  readonly repeat: number;
  /** standIn: asked because its runner is not here. */
  readonly role: 'runner' | 'standIn' | 'champion';
}

/** As many as somebody reads in the morning; the rest stands in `owe`. */
const longest = 10;

/** Several that fall due together come as one message. */
export function questionsCard(questions: readonly Question[]): Card {
  const [only] = questions;
  if (only && questions.length === 1) return questionCard(only);
  const title = `${questions.length} experiments wait for their result`;
  const rest = questions.length - longest;
  const more: Block[] = rest > 0 ? [{ kind: 'note', line: `and ${rest} more: \`owe\` lists yours` }] : [];
  return { title, summary: title, tone: 'warning', blocks: [...questions.slice(0, longest).map(questionRow), ...more] };
}

function questionCard(question: Question): Card {
  const { picture, experiment, repeat, role } = question;
  const { idea, now } = picture;
  const ask =
    role === 'champion' ? 'the result is still open' : repeat > 1 ? 'is there a result yet?' : 'how did it go?';
  const title = `${nameOf(idea)}: ${ask}`;
  return {
    title,
    summary: title,
    tone: repeat > 1 ? 'warning' : 'neutral',
    blocks: [
      { kind: 'text', line: message(question) },
      {
        kind: 'facts',
        facts: [
          { label: 'What we try', value: shorten(experiment.change, 500) },
          { label: labelOf(experiment), value: beforeAfter(experiment) },
          { label: 'Ends', value: day(experiment.endsOn, now) },
        ],
      },
      { kind: 'actions', actions: [enter(picture, 'primary'), moveEnd(picture), show(idea)] },
    ],
  };
}

function message({ picture, experiment, repeat, role }: Question): Line {
  const runner = picture.runner?.name ?? 'Whoever ran it';
  const { metric, endsOn } = experiment;
  const when = day(endsOn, picture.now);
  if (role === 'champion') {
    return `The experiment of ${runner} ended on ${when}, and its result is still open. A word with them may help, or enter the value yourself.`;
  }
  if (role === 'standIn') {
    return `The experiment of ${runner} ended on ${when}, and they are not here. Do you know where “${metric}” stands today? If not, move the date to when they are back.`;
  }
  if (repeat > 1)
    return `One value closes the experiment: where does “${metric}” stand now? If it takes longer, move the date.`;
  return `The day has come: where does “${metric}” stand now?`;
}

/** One question in a list: of `owe`, or of several that came together. */
export function questionRow({ picture, experiment, role }: Question): Block {
  const { idea, runner, now } = picture;
  const whose = role === 'runner' ? '' : ` · run by ${runner?.name ?? 'somebody who left'}`;
  return {
    kind: 'row',
    line: `${nameOf(idea)}: where does “${experiment.metric}” stand?`,
    detail: `${beforeAfter(experiment)} · ended on ${day(experiment.endsOn, now)}${whose}`,
    action: enter(picture),
  };
}

const enter = ({ idea }: Picture, style?: 'primary'): Action => ({
  kind: 'button',
  action: 'ideas.result',
  label: 'Enter the value',
  value: ideaName(idea.number),
  ...(style ? { style } : {}),
});

const moveEnd = ({ idea }: Picture): Action => ({
  kind: 'button',
  action: 'ideas.moveEnd',
  label: 'Move the date',
  value: ideaName(idea.number),
});

/** Everybody in the place hears how it went, good or bad. */
export function resultCard(picture: Picture, experiment: Experiment, answeredBy: string): Card {
  const { idea, now } = picture;
  const verdict = verdictOn(experiment.valueBefore, experiment.valueAfter ?? '', experiment.better);
  const title = `${nameOf(idea)}: the experiment has a result`;
  const sentence = resultSentence(experiment);
  return {
    title,
    summary: `${ideaName(idea.number)}: ${sentence}`,
    tone: verdict === 'better' ? 'good' : verdict === 'worse' ? 'warning' : 'neutral',
    blocks: [
      { kind: 'text', line: sentence },
      {
        kind: 'facts',
        facts: [
          { label: 'What we tried', value: shorten(experiment.change, 500) },
          { label: labelOf(experiment), value: beforeAfter(experiment) },
          ...(experiment.learned ? [{ label: 'What we learned', value: experiment.learned }] : []),
        ],
      },
      { kind: 'note', line: `Measured by ${answeredBy}; the experiment ran to ${day(experiment.endsOn, now)}.` },
      ...(idea.state === 'trying'
        ? ([{ kind: 'text', line: 'Is it worth keeping? Adopt it, park it, or try something else.' }] as const)
        : []),
      {
        kind: 'actions',
        actions: [
          ...(idea.state === 'trying'
            ? ([
                {
                  kind: 'button',
                  action: 'ideas.move',
                  label: 'Move on',
                  value: ideaName(idea.number),
                  style: 'primary',
                },
              ] as const)
            : []),
          show(idea),
        ],
      },
    ],
  };
}
