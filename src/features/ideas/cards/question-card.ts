/** The question on an experiment's end date, its reminders, and what everybody hears when it is answered. */
import { actions, button, facts, note, text, titledCard } from '../../../chat/blocks.js';
import type { Action, Block, Card, Tone } from '../../../chat/card.js';
import { shorten } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { startOfDate } from '../../../kernel/time/local-day.js';
import { type Line, lateness, nthReminder, type RecipientRole, type View } from '../../../reminders/index.js';
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
  readonly role: 'runner' | 'standIn' | Exclude<RecipientRole, 'owner'>;
}

/** As a reminder; afterwards how it stands, and nothing to press. */
export function questionView(question: Question, { isOver, nth }: Line): View {
  if (isOver) return viewAfterwards(question);
  const { picture, experiment, repeat } = question;
  const { idea, now } = picture;
  const title = `${nameOf(idea)}: ${ask(question, nth)}`;
  const count = nthReminder(nth - 1);
  const card: Card = titledCard(
    title,
    [
      text(count ? say('{message} This is the {count}.', { message: message(question), count }) : message(question)),
      facts([
        { label: say('What we try'), value: shorten(experiment.change, 500) },
        { label: labelOf(experiment), value: beforeAfter(experiment) },
        { label: say('Ends'), value: day(experiment.endsOn, now) },
      ]),
      actions(question.role === 'manager' ? [show(idea)] : [enter(picture, 'primary'), moveEnd(picture), show(idea)]),
    ],
    repeat > 1 ? 'warning' : 'neutral',
  );
  return { card, row: [questionRow(question)] };
}

function viewAfterwards({ picture, experiment }: Question): View {
  const name = nameOf(picture.idea);
  const { state, endsOn } = experiment;
  const [standing, tone]: [string, Tone] =
    state === 'answered'
      ? [resultSentence(experiment), 'good']
      : [
          state === 'stopped'
            ? say('It is not tried any more.')
            : say('Goes on until {day}.', { day: day(endsOn, picture.now) }),
          'neutral',
        ];
  const word = {
    answered: say('has its result'),
    stopped: say('stopped // an experiment'),
    running: say('has another date'),
  }[state];
  const title = `${name} · ${word}`;
  const card: Card = titledCard(title, [text(standing)], tone);
  return { card, row: [{ kind: 'row', line: name, detail: standing }] };
}

/** How long ago the end date was, where it has been asked before. */
function late({ picture, experiment }: Question): string | null {
  const { settings } = picture.organisation;
  return lateness(settings, startOfDate(settings.timeZone, experiment.endsOn), picture.now);
}

function ask(question: Question, nth: number): string {
  const { repeat, role } = question;
  if (role === 'champion' || role === 'manager') return noResult(question);
  if (repeat <= 1) return say('how did it go?');
  return repeat === 2 || nth === 1 ? say('is there a result yet?') : noResult(question);
}

const noResult = (question: Question): string =>
  say('no result yet, {late} after its end', { late: late(question) ?? say('a while') });

function message({ picture, experiment, repeat, role }: Question): string {
  const runner = picture.runner?.name ?? say('Whoever ran it');
  const { metric, endsOn } = experiment;
  const when = day(endsOn, picture.now);
  if (role === 'manager')
    return say(
      'The experiment of {runner}, who reports to you, ended on {when}, and its result is still open. A word with them may help.',
      { runner, when },
    );
  if (role === 'champion')
    return say(
      'The experiment of {runner} ended on {when}, and its result is still open. A word with them may help, or enter the value yourself.',
      { runner, when },
    );
  if (role === 'standIn') {
    return say(
      'The experiment of {runner} ended on {when}, and they are not here. Do you know where “{metric}” stands today? If not, move the date to when they are back.',
      { runner, when, metric },
    );
  }
  if (repeat > 1)
    return say('One value closes the experiment: where does “{metric}” stand now? If it takes longer, move the date.', {
      metric,
    });
  return say('The experiment has ended. Where does “{metric}” stand now?', { metric });
}

/** One question in a list: of `owe`, or of several that came together. */
export function questionRow({ picture, experiment, role }: Question): Block {
  const { idea, runner, now } = picture;
  const ended = { values: beforeAfter(experiment), day: day(experiment.endsOn, now) };
  return {
    kind: 'row',
    line: say('{idea}: where does “{metric}” stand?', { idea: nameOf(idea), metric: experiment.metric }),
    detail:
      role === 'runner'
        ? say('{values} · ended on {day}', ended)
        : say('{values} · ended on {day} · run by {runner}', {
            ...ended,
            runner: runner?.name ?? say('somebody who left'),
          }),
    action: role === 'manager' ? show(idea) : enter(picture),
  };
}

const enter = ({ idea }: Picture, style?: 'primary'): Action => ({
  kind: 'button',
  action: 'ideas.result',
  label: say('Enter the value'),
  value: ideaName(idea.number),
  ...(style ? { style } : {}),
});

const moveEnd = ({ idea }: Picture): Action => button(say('Move the date'), 'ideas.moveEnd', ideaName(idea.number));

/** Everybody in the place hears how it went, good or bad. */
export function resultCard(picture: Picture, experiment: Experiment, answeredBy: string): Card {
  const { idea, now } = picture;
  const verdict = verdictOn(experiment.valueBefore, experiment.valueAfter ?? '', experiment.better);
  const title = say('{idea}: the experiment has a result', { idea: nameOf(idea) });
  const sentence = resultSentence(experiment);
  return {
    title,
    summary: `${ideaName(idea.number)}: ${sentence}`,
    tone: verdict === 'better' ? 'good' : verdict === 'worse' ? 'warning' : 'neutral',
    blocks: [
      text(sentence),
      facts([
        { label: say('What we tried'), value: shorten(experiment.change, 500) },
        { label: labelOf(experiment), value: beforeAfter(experiment) },
        ...(experiment.learned ? [{ label: say('What we learned'), value: experiment.learned }] : []),
      ]),
      note(
        say('Measured by {who}; the experiment ran to {day}.', { who: answeredBy, day: day(experiment.endsOn, now) }),
      ),
      ...(idea.state === 'trying'
        ? ([text(say('Is it worth keeping? Adopt it, park it, or try something else.'))] as const)
        : []),
      actions([
        ...(idea.state === 'trying'
          ? ([button(say('Move on'), 'ideas.move', ideaName(idea.number), 'primary')] as const)
          : []),
        show(idea),
      ]),
    ],
  };
}
