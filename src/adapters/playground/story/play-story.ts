/**
 * Lives the made-up company's month in a few seconds: every step of story.ts is said, clicked or filled in through
 * the same receive as a visitor's, with the clock moved to its time, so that all that follows is real history.
 */
import { setImmediate as oneTurn } from 'node:timers/promises';
import type { Form, FormValues } from '../../../chat/form.js';
import type { Reply } from '../../../chat/reply.js';
import { type Clock, systemClock } from '../../../kernel/clock.js';
import type { Actor } from '../../../kernel/person.js';
import type { Finder } from '../people/find.js';
import type { PlaygroundDeps } from '../ports.js';
import type { Receive, Received } from '../receive/receive.js';
import { formId } from '../render/render-form.js';
import { inboxChannel, placeChannel } from '../send/channels.js';
import type { ClockState, PlaygroundStore } from '../send/store.js';
import { findButton, findCard } from './find-button.js';
import type { StoryStep } from './story-step.js';
import { instantOf } from './story-time.js';
import { formValues, withDates } from './story-values.js';
import { surveyAnswers } from './survey.js';
import type { Telling } from './telling.js';

export interface PlayStoryDeps extends Pick<PlaygroundDeps, 'clock' | 'advanceTo' | 'log' | 'takeScores'> {
  readonly store: PlaygroundStore;
  readonly receive: Receive;
  readonly find: Finder;
  readonly steps: readonly StoryStep[];
  /** As openStory() found it. */
  readonly state: ClockState;
  /** The machine's clock; tests hand in their own. */
  readonly real?: Clock;
  readonly telling?: Pick<Telling, 'advanced'>;
  /** Whether the bot is being stopped: the rest is told at the next start. */
  readonly isOver?: () => boolean;
}

/**
 * Plays what is not told yet and brings the clock to the present, or to where it was moved. Killed midway, the next
 * start goes on with the next step. Answers what did not go as written, by step: nothing when all did.
 */
export async function playStory(deps: PlayStoryDeps): Promise<readonly string[]> {
  const { clock, real = systemClock, steps, state } = deps;
  const { storyEndsAt, storyToldCount, aheadMs } = state;
  if (storyEndsAt === null || storyToldCount >= steps.length) {
    catchUp({ clock, real, state });
    return [];
  }
  const problems = await playSteps(deps, storyToldCount, storyEndsAt);
  // Told just now, the rest of the month is lived through.
  if (!deps.isOver?.()) await deps.advanceTo(new Date(real.now().getTime() + aheadMs));
  return problems;
}

/** Brings the clock to the present, or to where it was moved; the scheduler finds what fell due meanwhile. */
export function catchUp({ clock, real, state }: Required<Pick<PlayStoryDeps, 'clock' | 'real' | 'state'>>): void {
  const present = new Date(real.now().getTime() + state.aheadMs);
  if (present > clock.now()) clock.moveTo(present);
}

async function playSteps(deps: PlayStoryDeps, toldCount: number, endsAt: Date): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [index, { step, person, at }] of (await inOrder(deps, endsAt)).entries()) {
    if (index < toldCount) continue;
    if (deps.isOver?.()) break;
    // The embedded database answers without a pause, and the page would get no turn.
    await oneTurn();
    deps.telling?.advanced({ month: monthOf(at), share: index / deps.steps.length });
    await deps.advanceTo(new Date(Math.max(at.getTime(), deps.clock.now().getTime())));
    const problem = await playStep(deps, step, { person, endsAt });
    if (problem) {
      problems.push(`step ${index + 1}: ${problem}`);
      deps.log.warn({ step: index + 1, problem }, 'playground story went otherwise');
    }
    await deps.store.saveClockState({ storyToldCount: index + 1 });
  }
  return problems;
}

const monthOf = (at: Date) => at.toLocaleDateString('en', { month: 'long', timeZone: 'UTC' });

interface TimedStep {
  readonly step: StoryStep;
  readonly person: Actor;
  readonly at: Date;
}

/** The chapters tell one matter after the other, in each person's own time; life goes by the clock. */
async function inOrder({ steps, find }: PlayStoryDeps, endsAt: Date): Promise<readonly TimedStep[]> {
  const people = new Map<string, Actor>();
  for (const { as } of steps) if (!people.has(as)) people.set(as, await find.person(as, 'as'));
  const timed = steps.flatMap((step) => {
    const person = people.get(step.as);
    return person ? [{ step, person, at: instantOf(step.time, endsAt, person.timeZone) }] : [];
  });
  return timed.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** Answers what went wrong; null when the step went as written. */
async function playStep(deps: PlayStoryDeps, step: StoryStep, scene: Scene): Promise<string | null> {
  const problem = await tryStep(deps, step, scene);
  return 'ifThere' in step ? null : problem;
}

async function tryStep(deps: PlayStoryDeps, step: StoryStep, scene: Scene): Promise<string | null> {
  if ('survey' in step) {
    const { fromDaysAgo, toDaysAgo } = step.survey;
    await deps.takeScores?.(scene.person.organisationId, surveyAnswers(scene.endsAt, fromDaysAgo, toDaysAgo));
    return null;
  }
  const received = await act(deps, step, scene);
  if (!received) return `${step.as} found no “${soughtIn(step)}” where it was expected`;
  return problemOf(await fillIn(deps, step, { ...scene, reply: received.reply }));
}

function soughtIn(step: StoryStep): string {
  if ('click' in step) return step.row ? `${step.click}” beside “${step.row}` : step.click;
  return 'answer' in step ? step.to : '';
}

interface Scene {
  readonly person: Actor;
  readonly endsAt: Date;
}

async function act(
  { receive, store, find }: PlayStoryDeps,
  step: StoryStep,
  { person, endsAt }: Scene,
): Promise<Received | null> {
  if ('survey' in step) return null;
  if ('say' in step) {
    const text = withDates(step.say, { endsAt, timeZone: person.timeZone });
    return receive.say({ as: person.id, place: step.place ?? null, text });
  }
  const channel = step.place ? placeChannel((await find.place(step.place, 'place')).id) : inboxChannel(person.id);
  if ('answer' in step) {
    const thread = await findCard(store, channel, step.to);
    return thread === null ? null : receive.say({ as: person.id, place: null, text: step.answer, thread });
  }
  const button = await findButton(store, { channel, action: step.click, words: step.on, row: step.row });
  if (!button) return null;
  return receive.click({ as: person.id, ...button, action: step.click, origin: 'http://localhost:3000' });
}

async function fillIn(
  { find, receive }: PlayStoryDeps,
  step: StoryStep,
  { person, endsAt, reply }: Scene & { readonly reply: Reply },
): Promise<Reply> {
  if (reply.kind !== 'form' || !step.fill) return reply;
  const filled = await formValues(step.fill, { endsAt, timeZone: person.timeZone }, find);
  const values = { ...valuesOnOpening(reply.form), ...filled };
  const placeId = step.place ? (await find.place(step.place, 'place')).id : null;
  return (await receive.submit({ as: person.id, form: instanceOf(reply.form, placeId), values })).reply;
}

function valuesOnOpening({ fields }: Form): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, field.value]));
}

function instanceOf({ form, subject }: Form, placeId: string | null): string {
  return formId({ form, subject, placeId });
}

/** A refusal is a card like any other, but for its tone. */
function problemOf(reply: Reply): string | null {
  if (reply.kind === 'form') return `the form ${reply.form.form} was left open`;
  if (reply.kind === 'fieldErrors') return `${reply.message} ${JSON.stringify(reply.errors)}`;
  const isRefused = reply.kind === 'card' && (reply.card.tone === 'bad' || reply.card.tone === 'warning');
  return isRefused ? `${reply.card.title} ${reply.card.summary}` : null;
}
