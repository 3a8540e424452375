/**
 * Finds the handler of what a person did, and answers for it when it fails: the one way from the adapters to the
 * rooms. Errors of rooms are caught here and nowhere else; what comes out is always a reply.
 */

import { ExpectedError, InvalidInput } from '../kernel/errors.js';
import { phrase } from '../kernel/language/say.js';
import type { Logger } from '../kernel/logger.js';
import type { PersonRef } from '../kernel/person.js';
import { asWork, type Work } from '../kernel/work.js';
import { apologyCard, apologyText, expectedErrorCard, olderForm, olderVersionCard } from './answers.js';
import { parseCommand } from './command-line.js';
import { logDefect } from './defect.js';
import { type Doors, openDoors } from './doors.js';
import type { Command, Feature } from './feature.js';
import { createFormInstances, type FormsOnce } from './form-instances.js';
import { helpCard, helpedCommand, RUN_ACTION } from './help.js';
import type { Interaction, InteractionContext } from './interaction.js';
import { createOnce } from './once.js';
import { done, type Reply, showCard } from './reply.js';
import { createRunLine, type RunLine } from './run-line.js';
import { booksOf, NAME_ACTION } from './settle-names.js';
import { createTypedHere, type TypedHere } from './typed-here.js';

export interface RouterDeps {
  readonly features: readonly Feature[];
  readonly log: Logger;
  /** Whom to name to people who may not do something. */
  championOf(organisationId: string): Promise<PersonRef | null>;
  /** Takes a form once over all copies of the bot; absent: there is one. */
  readonly formsOnce?: FormsOnce;
}

/** Finds the handler of what a person did, and answers for it when it fails. */
export interface Router {
  /** Every command of every door, the router's own `help` among them: for manifests and command lists. */
  readonly commands: readonly Command[];
  /** Shows these commands as they are typed on a platform; replies of `handle` show them so already. */
  readonly typedHere: TypedHere;
  /**
   * Never rejects. The same `interactionId` of a platform is done once within some thousand interactions, and
   * answered with the same reply; an empty one is not compared.
   */
  handle(interaction: Interaction, context: InteractionContext): Promise<Reply>;
}

/** @throws Error when two doors answer to the same id. */
export function createRouter({ features, log, championOf, formsOnce }: RouterDeps): Router {
  const all: Feature[] = [...features];
  all.unshift(
    ownDoor(all, {
      run: (line, context) => lines.run(line, context),
      settled: (value, context) => lines.settled(value, context),
    }),
  );
  const doors = openDoors(all);
  const lines = createRunLine({ features: all, hear: doors.hear, championOf });
  const once = createOnce<Reply>();
  const typedHere = createTypedHere(() => doors.commands);
  const forms = createFormInstances(() => booksOf(all).customer, formsOnce);
  const answer = (interaction: Interaction, context: InteractionContext): Promise<Reply> => {
    const { platform } = context;
    let known: Naming | undefined;
    const naming = () => (known ??= namingOf(interaction, doors));
    // Reading a line takes as long as much of its answer: only whoever wants the name pays for it.
    const work: Work = {
      kind: 'interaction',
      platform,
      get name() {
        return naming().name;
      },
    };
    return asWork(work, () => answerAs(work, interaction, { context, naming }));
  };
  const answerAs = async (
    work: Work,
    interaction: Interaction,
    { context, naming }: { readonly context: InteractionContext; readonly naming: () => Naming },
  ): Promise<Reply> => {
    const dispatched = (given: Interaction) => dispatch({ doors, runLine: lines.run }, given, context);
    try {
      const reply =
        interaction.kind === 'submit'
          ? await forms.once(interaction, context, dispatched)
          : await dispatched(interaction);
      return await forms.opened(reply, context);
    } catch (thrown) {
      const { name, line } = naming();
      const about = { interaction: name, ...whoseLog(context) };
      work.outcome = thrown instanceof ExpectedError ? 'refused' : 'failed';
      return thrown instanceof ExpectedError
        ? refuse(log.child(about), thrown, { interaction, line })
        : apologise(log.child(about), thrown, { interaction, line });
    }
  };
  const shown = async (interaction: Interaction, context: InteractionContext): Promise<Reply> =>
    typedHere.reply(await answer(interaction, context), context.platform);
  return {
    commands: doors.commands,
    typedHere,
    handle: (interaction, context) =>
      context.interactionId === ''
        ? shown(interaction, context)
        : once(keyOf(context), () => shown(interaction, context)),
  };
}

/** The help, and the button that runs a line. */
function ownDoor(
  features: readonly Feature[],
  { run, settled }: { readonly run: RunLine; readonly settled: RunLine },
): Feature {
  const help: Command = {
    name: 'help',
    usage: 'help [TOPIC]',
    does: phrase('what you can do here'),
    asked: [
      { words: /^what can (?:you|i) (?:do|ask|type|say)(?: here| for me)?$/iu, line: 'help' },
      { words: /^(?:how does (?:this|it) work|what (?:is this|are you|do you do)|who are you)$/iu, line: 'help' },
      { words: /^how do i (?:use (?:this|it|you)|start|begin)$/iu, line: 'help' },
    ],
    async handle({ text }, context) {
      const more = await helpedCommand(features, context.actor, text)?.explain?.(context);
      return showCard(helpCard(features, context.actor, text, more));
    },
  };
  return { commands: [help], actions: { [RUN_ACTION]: run, [NAME_ACTION]: settled } };
}

async function dispatch(
  { doors, runLine }: { readonly doors: Doors; readonly runLine: RunLine },
  interaction: Interaction,
  context: InteractionContext,
): Promise<Reply> {
  switch (interaction.kind) {
    case 'command':
      return runLine(interaction.text, context);
    case 'action': {
      const act = doors.actions.get(interaction.action);
      return act ? act(interaction.value, context) : showCard(olderVersionCard('button'));
    }
    case 'submit': {
      const take = doors.forms.get(interaction.form);
      return take
        ? take(interaction.subject, interaction.values, context)
        : { kind: 'fieldErrors', errors: {}, message: olderForm() };
    }
    case 'capture':
      return doors.capture ? doors.capture(interaction.message, context) : showCard(olderVersionCard('message action'));
    case 'uncapture':
      return doors.uncapture ? doors.uncapture(interaction.sourceId, context) : done;
    case 'done': {
      for (const { marksDone } of doors.features) {
        const asked = await marksDone?.(interaction.key, context);
        if (asked) return asked;
      }
      return done;
    }
    case 'said': {
      const heard = await doors.hear(interaction.said, context);
      if (heard) return heard;
      // People talk in the threads of a place; only what is said to the bot alone is meant for it.
      return context.place ? done : runLine(interaction.said.text, context);
    }
  }
}

interface Failed {
  readonly interaction: Interaction;
  /** What was typed, to be shown again; null: nothing, or a secret. */
  readonly line: string | null;
}

/** The form stays open, so that nobody writes twice; everything else is answered with a card. */
function refuse(log: Logger, error: ExpectedError, { interaction, line }: Failed): Reply {
  log.info({ code: error.code }, 'interaction refused');
  if (interaction.kind !== 'submit') return showCard(expectedErrorCard(error, line));
  const errors = error instanceof InvalidInput ? error.fields : {};
  return { kind: 'fieldErrors', errors, message: error.message };
}

function apologise(log: Logger, thrown: unknown, { interaction, line }: Failed): Reply {
  const reference = logDefect(log, thrown, 'interaction failed');
  if (interaction.kind === 'submit') return { kind: 'fieldErrors', errors: {}, message: apologyText(reference) };
  return showCard(apologyCard(reference, line));
}

interface Naming extends Pick<Failed, 'line'> {
  /** As log and figures name it: only ids of doors, since anything else may be words that somebody typed. */
  readonly name: string;
}

function namingOf(interaction: Interaction, doors: Doors): Naming {
  switch (interaction.kind) {
    case 'command': {
      const { text } = interaction;
      const parsed = parseCommand(text, doors.commands);
      if (parsed.kind !== 'command') return { name: `${parsed.kind} command`, line: text };
      const { name, isSecret } = parsed.command;
      return { name, line: isSecret ? null : text };
    }
    case 'action':
      return { name: doors.actions.has(interaction.action) ? interaction.action : 'unknown action', line: null };
    case 'submit':
      return { name: doors.forms.has(interaction.form) ? interaction.form : 'unknown form', line: null };
    case 'capture':
    case 'uncapture':
    case 'said':
    case 'done':
      return { name: interaction.kind, line: null };
  }
}

function whoseLog({ platform, actor }: InteractionContext) {
  return { platform, organisationId: actor.organisationId, actorId: actor.id };
}

/** Teams numbers its events by conversation, so person and place belong to the key. */
function keyOf({ platform, actor, place, interactionId }: InteractionContext): string {
  return JSON.stringify([platform, actor.organisationId, actor.id, place?.id ?? null, interactionId]);
}
