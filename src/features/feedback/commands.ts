/** What is typed for this room: `feedback …` and `route …`, with who may. */

import { commandOrWordsCard } from '../../chat/answers.js';
import { type CommandLine, type DetailSpec, writeLine } from '../../chat/command-line.js';
import type { Command } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { wordsToFind } from '../../chat/list.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { phrase } from '../../kernel/language/say.js';
import { correctByCommand, namesIn } from './ask-correction.js';
import { capture } from './capture.js';
import { capturedCard, captureForm, type TypedDetails } from './cards/forms.js';
import { showAlike } from './decide-alike.js';
import type { CaptureOrigin, FeedbackDeps } from './deps.js';
import { detailFields, filterFields, routeFields } from './fields.js';
import { feedbackList } from './listing.js';
import { isTold, pictureOf } from './picture.js';
import { addPromise, promiseList, removePromise, testPromise } from './promise-admin.js';
import { draftOf } from './read-command.js';
import { addRoute, removeRoute, routeList, testRoute } from './rule-admin.js';
import { commandLike } from './rules/command-like.js';
import { feedbackNumbers } from './rules/feedback.js';
import { toneLanguages } from './rules/tone/tone-list.js';
import type { Draft } from './schema.js';
import { find, show } from './show.js';
import { phrases } from './tone.js';

const named: Readonly<Record<string, Pick<DetailSpec, 'names' | 'mayBeNew'>>> = {
  customer: { names: 'customer', mayBeNew: true },
  owner: { names: 'member' },
};

const captureDetails: readonly DetailSpec[] = detailFields.map(({ name: key, oneOf }) => ({
  key,
  oneOf,
  ...named[key],
}));
const usageOfDetails = detailFields
  .flatMap(({ name, usage }) => (usage === undefined ? [] : `${name}:${usage}`))
  .join(' ');
const filterNames = filterFields.map(({ name }) => name);

const ruleDetails: readonly DetailSpec[] = [
  ...['words', ...routeFields.map(({ name }) => name), 'trial', 'source', 'segment', 'place', 'to'].map((key) => ({
    key,
    many: true,
  })),
  { key: 'score' },
  { key: 'by', oneOf: ['turns', 'load'] },
  { key: 'name' },
  { key: 'position' },
];

const verbOf = { withdraw: 'withdraw', edit: 'edit', same: 'join', restore: 'restore' } as const;

export function createCommands(deps: FeedbackDeps): readonly Command[] {
  const correction = (word: keyof typeof verbOf, usage: string, does: string): Command => ({
    name: `feedback ${word}`,
    usage,
    does,
    // All of them, because it may turn out that these are a customer's words.
    details: captureDetails,
    handle: async (line, context) =>
      (await correctByCommand(deps, verbOf[word], line, context)) ??
      askForCommand({ ...line, text: `${word} ${line.text}`.trim() }),
  });
  return [
    {
      name: 'feedback',
      usage: `feedback TEXT [${usageOfDetails}]`,
      does: phrase('captures what a customer said and finds its owner; feedback F-12 shows one'),
      examples: ['feedback The refund came late customer:"Acme Ltd" severity:high'],
      asked: [
        { words: /^how do i (?:capture|give|add|send|record|report) (?:feedback|one|it)$/iu, line: 'help feedback' },
      ],
      details: captureDetails,
      keeps,
      handle: (line, context) => captureOrShow(deps, line, context),
    },
    {
      name: 'feedback list',
      usage: `feedback list [open|mine|overdue|resolved|withdrawn|noise] [customer: segment: ${filterNames.map((name) => `${name}:`).join(' ')}] [words]`,
      does: phrase('lists and searches'),
      examples: ['feedback list overdue', 'feedback list refund'],
      asked: [
        {
          words: /^(?:what|which (?:feedback|items?|ones?)|what feedback) (?:is|are) (open|overdue|resolved)$/iu,
          line: 'feedback list $1',
        },
        {
          words: /^show (?:what is |everything )?(open|overdue|resolved)(?: (?:feedback|items|ones|things))?$/iu,
          line: 'feedback list $1',
        },
        { words: /^(?:what|which (?:feedback|items?|ones?)) (?:is|are) late$/iu, line: 'feedback list overdue' },
        {
          words: /^(?:what|which (?:feedback|items?|ones?)) (?:is|are|was|were) left out$/iu,
          line: 'feedback list noise',
        },
        { words: /^(?:show|what) feedback(?: (?:is|do we have))?$/iu, line: 'feedback list' },
        {
          words: /^(?:show )?my feedback$|^(?:what|which) feedback (?:is mine|do i own)$/iu,
          line: 'feedback list mine',
        },
      ],
      details: [{ key: 'customer', names: 'customer' }, { key: 'segment' }, ...filterNames.map((key) => ({ key }))],
      keeps: wordsToFind,
      handle: feedbackList(deps).typed,
    },
    correction('withdraw', 'feedback withdraw F-7', phrase('takes it back: a mistake, no feedback, a test')),
    correction('edit', 'feedback edit F-7 [customer: topic: severity: confidential:]', phrase('corrects one')),
    correction('same', 'feedback same F-7 F-8', phrase('joins two that say the same')),
    {
      name: 'feedback alike',
      usage: 'feedback alike F-12',
      does: phrase('shows earlier feedback that says about the same, and what was told then'),
      handle: async (line, context) => {
        const { numbers, isAll } = namesIn(line.text);
        const [number] = numbers;
        return number !== undefined && isAll && numbers.length === 1
          ? showAlike(deps, number, context)
          : askForCommand({ ...line, text: `alike ${line.text}`.trim() });
      },
      details: captureDetails,
    },
    correction('restore', 'feedback restore F-7', phrase('brings back what was withdrawn or joined')),
    {
      name: 'phrases',
      usage: 'phrases [frustrated|urgent|questions|grateful SENTENCE|default|none] [language:de]',
      does: phrase('the sentences to begin with that owners are offered; champions and admins change them'),
      examples: ['phrases urgent "I can tell this is urgent, I am on it."', 'phrases urgent default'],
      details: [{ key: 'language', oneOf: toneLanguages }],
      handle: (line, context) => phrases(deps, line, context),
    },
    {
      name: 'route',
      usage: 'route [WORDS]',
      does: phrase('shows who gets what, and in which order'),
      asked: [{ words: /^who gets what$/iu, line: 'route' }],
      handle: routeList(deps).typed,
    },
    {
      name: 'route test',
      usage: `route test TEXT [${captureDetails.map(({ key }) => `${key}:`).join(' ')} source:]`,
      does: phrase('says where a text would go, and why'),
      examples: ['route test "The refund came late" customer:Acme'],
      details: [...captureDetails, { key: 'source' }],
      handle: (line, context) => testRoute(deps, line, context),
    },
    {
      name: 'route add',
      usage: 'route add words:refund topic:billing to:@ana,@ben|nobody [by:turns|load] [name:] [position:]',
      does: phrase('adds a rule; to:nobody leaves out as noise what fits it'),
      examples: [
        'route add words:refund,invoice to:@ana,@ben by:turns',
        'route add words:"out of office" to:nobody name:"out of office"',
      ],
      allowed: 'champion',
      details: ruleDetails,
      handle: (line, context) => addRoute(deps, line, context),
    },
    {
      name: 'route remove',
      usage: 'route remove NUMBER',
      does: phrase('removes a rule'),
      allowed: 'champion',
      handle: (line, context) => removeRoute(deps, line, context),
    },
    {
      name: 'promise list',
      usage: 'promise list [WORDS]',
      does: phrase('which promise holds for what'),
      keeps: wordsToFind,
      handle: promiseList(deps).typed,
    },
    {
      name: 'promise add',
      usage: 'promise add 4h when:"CONDITION" [clock:always] [position:]',
      does: phrase('promises an answer within another time for what fits a condition'),
      examples: ['promise add 4h when:"segment = Key and severity = high"'],
      allowed: 'champion',
      details: [{ key: 'when' }, { key: 'clock', oneOf: ['always', 'working'] }, { key: 'position' }],
      handle: (line, context) => addPromise(deps, line, context),
    },
    {
      name: 'promise test',
      usage: `promise test [TEXT] [${captureDetails.map(({ key }) => `${key}:`).join(' ')} source:]`,
      does: phrase('says which promise would hold, and why'),
      examples: ['promise test customer:Acme severity:high'],
      details: [...captureDetails, { key: 'source' }],
      handle: (line, context) => testPromise(deps, line, context),
    },
    {
      name: 'promise remove',
      usage: 'promise remove NUMBER',
      does: phrase('removes a promise with a condition'),
      allowed: 'champion',
      handle: (line, context) => removePromise(deps, line, context),
    },
  ];
}

async function captureOrShow(deps: FeedbackDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const text = line.text.trim();
  const number = feedbackNumbers.parse(text);
  if (number !== null) return show(deps, number, context);
  if (text === '') return openForm(captureForm(null, await typedDetails(deps, line, context)));
  return captureOne(deps, draftOf(line), context);
}

const keeps = {
  asks: phrase('Is this what a customer said?'),
  button: phrase('Capture it as words'),
  meant: commandLike,
};

/** `feedback edit the refund page`: it begins like a command. */
function askForCommand({ text, details }: CommandLine): Reply {
  const keeping = writeLine('feedback', details, text);
  return showCard(commandOrWordsCard(keeps, text, { meant: commandLike(text, true), keeping }));
}

/** The form opens with what was typed already. */
async function typedDetails(
  { people }: FeedbackDeps,
  { details }: CommandLine,
  { actor }: InteractionContext,
): Promise<TypedDetails> {
  const { owner, confidential, ...rest } = details;
  const named = owner ? await people.findMember(actor.organisationId, owner, 'owner') : null;
  return {
    ...rest,
    ...(named && { owner: named.id }),
    ...(confidential && { confidential: confidential === 'yes' }),
  };
}

/** Captures one draft of a person and answers them. */
export async function captureOne(
  deps: FeedbackDeps,
  draft: Draft,
  context: InteractionContext,
  more: Pick<CaptureOrigin, 'byReaction'> = {},
): Promise<Reply> {
  const { actor, place, platform } = context;
  const origin = { organisationId: actor.organisationId, actor, surface: platform, place, source: platform, ...more };
  const [captured] = await capture(deps, [draft], origin).catch(asOneItem);
  if (!captured) throw new Error('One draft gives one answer.');
  const picture = captured.picture ?? (await pictureOf(deps, await find(deps, captured.number, context)));
  const asTyped = { ...captured, typedCustomer: draft.customer };
  return showCard(capturedCard(picture, asTyped, isTold(picture, actor.id)));
}

/** Problems of the one item there is, by field alone, so that the form can show them beside it. */
function asOneItem(error: unknown): never {
  if (!(error instanceof InvalidInput)) throw error;
  const fields = Object.entries(error.fields).map(([field, message]) => [field.replace(/^0\./, ''), message]);
  throw new InvalidInput(error.code, error.message, Object.fromEntries(fields), error.guess);
}
