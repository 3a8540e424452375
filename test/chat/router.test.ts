import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Command, Feature } from '../../src/chat/feature.js';
import type { Interaction, InteractionContext } from '../../src/chat/interaction.js';
import { cardToText } from '../../src/chat/plain-text.js';
import { done, openForm, type Reply, showCard } from '../../src/chat/reply.js';
import { createRouter } from '../../src/chat/router.js';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '../../src/kernel/errors.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { PersonRef, Role } from '../../src/kernel/person.js';

const said = (text: string): Reply => showCard({ title: text, summary: text, blocks: [] });
const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  usage: `${name} TEXT`,
  does: `does ${name}`,
  handle: async (line) => said(`${line.command}|${line.text}|${JSON.stringify(line.details)}`),
  ...more,
});

/** Words that must never reach a log. */
const SECRET = 'Frau Müller ist wütend';

const feedback: Feature = {
  title: 'Feedback',
  topic: { name: 'answers', about: 'who answers what' },
  commands: [
    command('feedback', { details: [{ key: 'customer' }, { key: 'severity', oneOf: ['low', 'high'] }] }),
    command('feedback list'),
    command('route add', { allowed: 'champion', examples: ['route add to:@ben'] }),
    command('champion'),
    command('owe', { explain: async () => [{ kind: 'text', line: 'You owe nothing.' }] }),
  ],
  actions: {
    'feedback.acknowledge': async (value) => said(`acknowledged ${value}`),
    'feedback.stale': async () => {
      throw new Conflict('feedback.resolved', 'F-12 was resolved by Maya a minute ago.');
    },
    'feedback.broken': async (value) => {
      throw Object.assign(
        new Error(`column "${value}" does not exist\n    at ${value} (a.ts:1:2)`, { cause: new TypeError(value) }),
        {
          code: '42P01',
          meta: { value },
        },
      );
    },
    'feedback.rejecting': () => Promise.reject(SECRET),
  },
  forms: {
    'feedback.resolve': async (subject, values) => {
      if (values.told === undefined) {
        throw new InvalidInput('feedback.invalid', 'Say what the customer was told.', {
          told: 'Say it.',
          outcome: 'Choose.',
        });
      }
      if (values.told === 'late') throw new Conflict('feedback.resolved', 'F-12 was resolved meanwhile.');
      if (values.told === SECRET) throw new Error(SECRET);
      return said(`${subject} resolved`);
    },
  },
  capture: async (message) => said(`captured ${message.text}`),
};

const champion: PersonRef = { id: '018c', name: 'Grace' };

interface World {
  readonly champion?: PersonRef | null;
  readonly features?: readonly Feature[];
}

function world({ champion: named = champion, features = [feedback] }: World = {}) {
  const lines: string[] = [];
  const log = createLogger('trace', { write: (line: string) => void lines.push(line) });
  return { router: createRouter({ features, log, championOf: async () => named }), lines };
}

let interactionCount = 0;

function context(role: Role = 'member', more: Partial<InteractionContext> = {}): InteractionContext {
  interactionCount += 1;
  const actor = { id: '018a', name: 'Ana', organisationId: '018f', role, timeZone: 'Europe/Lisbon' };
  return { interactionId: `i${interactionCount}`, platform: 'slack', actor, place: null, ...more };
}

const typed = (text: string): Interaction => ({ kind: 'command', text });
const pressed = (action: string, value = 'F-12'): Interaction => ({ kind: 'action', action, value });
const submitted = (values: Record<string, string>, form = 'feedback.resolve'): Interaction => ({
  kind: 'submit',
  form,
  subject: 'F-12',
  values,
});

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const textOf = (reply: Reply) => (reply.kind === 'card' ? cardToText(reply.card) : JSON.stringify(reply));
const ask = async (interaction: Interaction, role?: Role) =>
  textOf(await world().router.handle(interaction, context(role)));

function buttonsOf(reply: Reply): readonly (readonly [string, string, string])[] {
  if (reply.kind !== 'card') return [];
  return reply.card.blocks.flatMap((block) =>
    block.kind === 'actions'
      ? block.actions.flatMap((action) =>
          action.kind === 'button' ? [[action.label, action.action, action.value] as const] : [],
        )
      : [],
  );
}

describe('What a person does reaches the room that answers to it', () => {
  test.each<[string, Interaction, string]>([
    ['a command', typed('Feedback so slow customer:"Acme Ltd"'), 'feedback|so slow|{"customer":"Acme Ltd"}'],
    ['a command of two words', typed('feedback list open'), 'feedback list|open|{}'],
    ['a button', pressed('feedback.acknowledge'), 'acknowledged F-12'],
    ['a form', submitted({ told: 'Sorry' }), 'F-12 resolved'],
    ['a captured message', { kind: 'capture', message: { sourceId: '1', text: 'hm', author: 'Ada' } }, 'captured hm'],
    [
      'a button that runs a line',
      pressed('router.run', 'feedback so slow severity:HIGH'),
      'feedback|so slow|{"severity":"high"}',
    ],
  ])('%s', async (_title, interaction, answer) => {
    expect(await ask(interaction)).toBe(answer);
  });

  test.each([
    ['done', done],
    ['a form', openForm({ form: 'feedback.capture', subject: '', title: 'Capture', fields: [], submit: 'Go' })],
  ])('%s comes back as the room answered it', async (_title, reply) => {
    const features = [{ commands: [command('feedback', { handle: async () => reply })] }];
    const answered = await world({ features }).router.handle(typed('feedback'), context());
    // Each form that opens has an id of its own, in front of what it is about.
    const own = answered.kind === 'form' ? answered.form.subject : '';
    expect(own).toMatch(answered.kind === 'form' ? /^[0-9a-f-]{36}~$/ : /^$/);
    const plain = answered.kind === 'form' ? openForm({ ...answered.form, subject: '' }) : answered;
    expect(plain).toEqual(reply);
  });
});

describe('Help', () => {
  test.each(['', '  ', '?', 'help', 'HELP!', '/customer'])(
    'answers %j with what can be done, and buttons',
    async (line) => {
      const reply = await world().router.handle(typed(line), context());
      expect(textOf(reply)).toContain('What you can do here');
      expect(textOf(reply)).toContain('- /customer help answers: who answers what');
      expect(textOf(reply)).not.toContain('route add');
      expect(buttonsOf(reply)).toEqual([
        ['Capture feedback', 'router.run', 'feedback'],
        ['What I owe', 'router.run', 'owe'],
        ['Open feedback', 'router.run', 'feedback list'],
      ]);
    },
  );

  test('about a topic shows its commands, with examples, and only what the asker may do', async () => {
    expect(await ask(typed('help answers'))).toContain('feedback list TEXT: does feedback list');
    expect(await ask(typed('help answers'))).not.toContain('route add');
    for (const role of ['champion', 'admin'] as const) {
      const text = await ask(typed('help Answers'), role);
      expect(text).toContain('/customer route add TEXT: does route add');
      expect(text).toContain('For example\n- /customer route add to:@ben');
    }
  });

  test('about a command shows what that command says of its present state', async () => {
    expect(await ask(typed('help owe'))).toContain('You owe nothing.');
    expect(await ask(typed('help feedback'))).not.toContain('You owe nothing.');
  });

  test.each(['feedback', 'Feedback', 'feedbak', 'feed'])('about %s shows that command alone', async (about) => {
    const text = await ask(typed(`help ${about}`));
    expect(text).toContain('feedback list');
    expect(text).not.toContain('owe');
  });

  test('about something unknown, or forbidden, says so in two lines and shows the topics', async () => {
    for (const about of ['me please', 'route']) {
      const lines = (await ask(typed(`help ${about}`))).split('\n');
      expect(lines).toEqual([`There is no help about “${about}”`, expect.any(String), '[Help about answers]']);
    }
  });

  test.each([
    ['slack', '/customer help'],
    ['teams', '@Empty Chair help'],
    ['playground', '/customer help'],
  ] as const)('on %s says %s', async (platform, says) => {
    expect(textOf(await world().router.handle(typed('help'), context('member', { platform })))).toContain(says);
  });
});

describe('A line that no room answers to', () => {
  test('is met with the nearest command and the mended line to press, in two lines', async () => {
    const reply = await world().router.handle(typed('fedback so slow customer:Acme'), context());
    expect(textOf(reply)).toBe('I don’t know “fedback”\nDid you mean /customer feedback?\n[Yes, feedback] [Help]');
    expect(buttonsOf(reply)[0]).toEqual(['Yes, feedback', 'router.run', 'feedback so slow customer:Acme']);
    expect(buttonsOf(reply).at(-1)).toEqual(['Help', 'router.run', 'help']);
    expect(textOf(reply).split('\n').length).toBeLessThan(5);
  });

  test.each([
    ['the export is so slow', 'feedback the export is so slow'],
    ['Acme says it hangs customer:Acme', 'feedback Acme says it hangs customer:Acme'],
    ['it shows error:none again', 'feedback -- it shows error:none again'],
    ['"it hangs', 'feedback -- "it hangs'],
    ['エクスポートが遅い', 'feedback エクスポートが遅い'],
    ['הייצוא איטי', 'feedback הייצוא איטי'],
    ['😡😡', 'feedback 😡😡'],
  ])('%j can be captured by a button', async (line, run) => {
    expect(buttonsOf(await world().router.handle(typed(line), context()))[0]).toEqual([
      'Capture it as feedback',
      'router.run',
      run,
    ]);
  });

  test('too long for a button, it still gets the way to the help', async () => {
    const reply = await world().router.handle(typed(`so ${'slow '.repeat(1_000)}`), context());
    expect(buttonsOf(reply).map(([label]) => label)).not.toContain('Capture it as feedback');
    expect(textOf(reply)).not.toContain('the button captures it');
    expect(textOf(reply)).toContain('I don’t know “so”');
  });

  test('what looks like text but is a detail by mistake is given back with the mend', async () => {
    const reply = await world().router.handle(typed('feedback so slow custmer:Acme'), context());
    expect(textOf(reply)).toContain('Did you mean “customer:”?');
    expect(textOf(reply)).toContain('You typed: “feedback so slow custmer:Acme”');
    expect(buttonsOf(reply)).toEqual([['Yes, like this', 'router.run', 'feedback so slow customer:Acme']]);
  });

  test('a button or form of an earlier version is answered in words', async () => {
    expect(await ask(pressed('feedback.gone'))).toContain('This button no longer works');
    expect(await ask(pressed('__proto__'))).toContain('This button no longer works');
    expect(await ask(pressed('constructor'))).toContain('This button no longer works');
    expect(await ask(submitted({}, 'feedback.gone'))).toContain('This form no longer works');
  });

  test('a message can’t be captured where no room captures', async () => {
    const { router } = world({ features: [] });
    const capture: Interaction = { kind: 'capture', message: { sourceId: '1', text: 'hm', author: 'Ada' } };
    expect(textOf(await router.handle(capture, context()))).toContain('no longer works');
  });
});

describe('A command of the champion', () => {
  test.each<[Role, string]>([
    ['champion', 'route add|x|{}'],
    ['admin', 'route add|x|{}'],
  ])('is done for the %s', async (role, answer) => {
    expect(await ask(typed('route add x'), role)).toBe(answer);
  });

  test('is refused to a member, who hears whom to ask, also by a button', async () => {
    expect(await ask(typed('route add x'))).toContain('Ask @Grace, your customer champion');
    expect(await ask(pressed('router.run', 'route add x'))).toContain('Ask @Grace, your customer champion');
  });

  test('without a champion says how to name one', async () => {
    const { router } = world({ champion: null });
    expect(textOf(await router.handle(typed('route add x'), context()))).toContain(
      'Name one: /customer champion @name',
    );
  });
});

describe('What people cause and can mend is said in words', () => {
  test('in a form, beside its fields', async () => {
    expect(await world().router.handle(submitted({}), context())).toEqual({
      kind: 'fieldErrors',
      errors: { told: 'Say it.', outcome: 'Choose.' },
      message: 'Say what the customer was told.',
    });
  });

  test('in a form whose item has moved on, which stays open', async () => {
    expect(await world().router.handle(submitted({ told: 'late' }), context())).toEqual({
      kind: 'fieldErrors',
      errors: {},
      message: 'F-12 was resolved meanwhile.',
    });
  });

  test.each([
    [new Conflict('x.gone', 'Too late. It was resolved.'), 'Attention: Too late\nIt was resolved.'],
    [new NotFound('x.none', 'There is no F-99.'), 'Attention: There is no F-99'],
    [new NotAllowed('x.not', 'Only Maya can. Ask her.'), 'Attention: Only Maya can\nAsk her.'],
    [InvalidInput.field('x.bad', 'until', 'When? Say it.'), 'Attention: When?\nSay it.'],
    [
      new InvalidInput('x.bad', '“No. No!” is not a date. Type `owe 1`.', {}),
      'Attention: “No. No!” is not a date\nType /customer owe 1.',
    ],
    [new InvalidInput('x.bad', 'Two things.', { a: 'One.', b: 'Two.' }), 'Attention: Two things\n- One.\n- Two.'],
    [new NotFound('x.none', `${'Long '.repeat(40)}. Short.`), /^Attention: (Long )+Long…\n(Long ){40}\. Short\.$/],
  ])('as a card: %s', async (error, text) => {
    const features = [{ actions: { 'x.try': () => Promise.reject(error) } }];
    const shown = textOf(await world({ features: [...features, feedback] }).router.handle(pressed('x.try'), context()));
    expect(shown).toMatch(typeof text === 'string' ? new RegExp(`^${escaped(text)}$`) : text);
  });

  test('with the line that would have to be typed again, shortened', async () => {
    const refuse = async () => Promise.reject(InvalidInput.field('x.bad', 'text', 'Too long. Say it shorter.'));
    const features = [{ commands: [command('learn', { handle: refuse })] }];
    const text = textOf(await world({ features }).router.handle(typed(`learn ${'so slow '.repeat(99)}`), context()));
    expect(text).toMatch(/^Attention: Too long\nSay it shorter\.\nYou typed: “learn so slow/);
    expect(text.length).toBeLessThan(400);
  });

  test('and logged by its code', async () => {
    const { router, lines } = world();
    await router.handle(pressed('feedback.stale'), context());
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        code: 'feedback.resolved',
        interaction: 'feedback.stale',
        actorId: '018a',
        msg: 'interaction refused',
      }),
    ]);
  });
});

describe('What nobody expected', () => {
  test('is an apology with a reference that the log has too', async () => {
    const { router, lines } = world();
    const text = textOf(await router.handle(pressed('feedback.broken', SECRET), context()));
    const reference = /reference ([A-Z0-9]{6})\./.exec(text)?.[1];
    expect(text).toContain('Sorry, that did not work');
    expect(text).not.toMatch(/column|\.ts|\bat /);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 50,
      reference,
      interaction: 'feedback.broken',
      err: { error: 'Error', code: '42P01', cause: { error: 'TypeError' } },
    });
    expect(lines[0]).toContain('router.test');
  });

  test('keeps a form open with what was written in it', async () => {
    expect(await world().router.handle(submitted({ told: SECRET }), context())).toEqual({
      kind: 'fieldErrors',
      errors: {},
      message: expect.stringMatching(/give your admin the reference [A-Z0-9]{6}\./),
    });
  });

  test('may also be that known names can’t be read: the form stays open, and is taken when it is sent again', async () => {
    let isAway = false;
    let takenCount = 0;
    const names = async () => {
      if (isAway) throw new Error('The database is away.');
      return ['Acme'];
    };
    const form = {
      ...{ form: 'feedback.capture', subject: 'F-12', title: 'Capture', submit: 'Go' },
      fields: [{ kind: 'text', name: 'customer', label: 'Customer', names: 'customer' }],
    } as const;
    const room: Feature = {
      commands: [command('feedback', { handle: async () => openForm(form) })],
      forms: {
        'feedback.capture': async (subject, values) => {
          takenCount += 1;
          return said(`${subject} ${values.customer}`);
        },
      },
      nameBooks: { customer: { longest: async () => 0, alike: async () => (await names()).slice(1), known: names } },
    };
    const { router } = world({ features: [room] });
    const opened = await router.handle(typed('feedback'), context());
    if (opened.kind !== 'form') throw new Error('A form was expected.');
    const { subject } = opened.form;
    const sent: Interaction = { kind: 'submit', form: 'feedback.capture', subject, values: { customer: 'Globex' } };
    isAway = true;
    expect(textOf(await router.handle(typed('feedback'), context()))).toContain('give your admin the reference');
    expect(await router.handle(sent, context())).toMatchObject({ kind: 'fieldErrors', errors: {} });
    isAway = false;
    expect(textOf(await router.handle(sent, context()))).toBe('F-12 Globex');
    // The very form counts once; with other words it is no slip.
    expect(textOf(await router.handle(sent, context()))).toBe('F-12 Globex');
    expect(takenCount).toBe(1);
    await router.handle({ ...sent, values: { customer: 'Initech' } }, context());
    expect(takenCount).toBe(2);
    // Somebody else who was shown the same form speaks for themselves.
    const actor = { ...context().actor, id: '018b' };
    await router.handle(sent, context('member', { actor }));
    expect(takenCount).toBe(3);
  });

  test('gives a typed line back', async () => {
    const features = [{ commands: [command('feedback', { handle: () => Promise.reject(new Error('x')) })] }];
    expect(textOf(await world({ features }).router.handle(typed('feedback so slow'), context()))).toContain(
      'You typed: “feedback so slow”',
    );
  });

  test('may also be that the champion can’t be looked up', async () => {
    const router = createRouter({
      features: [feedback],
      log: pino({ level: 'silent' }),
      championOf: () => Promise.reject(new Error('database gone')),
    });
    expect(textOf(await router.handle(typed('route add x'), context()))).toContain('Sorry, that did not work');
  });

  test.each<[string, Interaction]>([
    ['a line', typed(`feedback ${SECRET} custmer:Acme`)],
    ['an unknown line', typed(SECRET)],
    ['a broken button', pressed('feedback.broken', SECRET)],
    ['a thrown text', pressed('feedback.rejecting')],
    ['a made-up button', pressed(SECRET)],
    ['a broken form', submitted({ told: SECRET })],
    ['a made-up form', submitted({}, SECRET)],
  ])('leaves no words of customers in the log: %s', async (_title, interaction) => {
    const { router, lines } = world();
    await router.handle(interaction, context());
    expect(lines.join('')).not.toContain('Müller');
  });
});

describe('The same event', () => {
  function counting() {
    let count = 0;
    const acknowledge = async () => {
      count += 1;
      return said(`${count}`);
    };
    return { ...world({ features: [{ actions: { 'x.count': acknowledge } }] }), count: () => count };
  }

  test('delivered twice is done once and answered with the same reply', async () => {
    const { router, count } = counting();
    const once = context();
    const replies = await Promise.all([1, 2, 3].map(() => router.handle(pressed('x.count'), once)));
    replies.push(await router.handle(pressed('x.count'), { ...once }));
    expect(count()).toBe(1);
    expect(new Set(replies).size).toBe(1);
  });

  test.each<[string, Partial<InteractionContext>]>([
    ['another event', { interactionId: 'other' }],
    ['another platform', { platform: 'teams' }],
    ['another organisation', { actor: { ...context().actor, organisationId: '0190' } }],
    ['another person', { actor: { ...context().actor, id: '018b' } }],
    ['another place', { place: { id: '018p', name: 'news' } }],
  ])('is not %s', async (_title, difference) => {
    const { router, count } = counting();
    const first = context();
    await router.handle(pressed('x.count'), first);
    await router.handle(pressed('x.count'), { ...first, ...difference });
    expect(count()).toBe(2);
  });

  test('can’t be told where the platform gives no id', async () => {
    const { router, count } = counting();
    await router.handle(pressed('x.count'), context('member', { interactionId: '' }));
    await router.handle(pressed('x.count'), context('member', { interactionId: '' }));
    expect(count()).toBe(2);
  });
});

describe('Two doors', () => {
  test.each<[string, Feature, string]>([
    ['command', { commands: [command('Feedback')] }, 'command feedback'],
    ['command of the router', { commands: [command('help')] }, 'command help'],
    ['button', { actions: { 'feedback.acknowledge': async () => done } }, 'action feedback.acknowledge'],
    ['button of the router', { actions: { 'router.run': async () => done } }, 'action router.run'],
    ['form', { forms: { 'feedback.resolve': async () => done } }, 'form feedback.resolve'],
    ['message capture', { capture: async () => done }, 'capture of messages'],
  ])('can’t answer to the same %s', (_title, other, named) => {
    expect(() => world({ features: [feedback, other] })).toThrow(`Two doors answer to: ${named}.`);
  });

  test('and every clash is named at once', () => {
    expect(() => world({ features: [feedback, feedback] })).toThrow(
      'command feedback, command feedback list, command route add, command champion, command owe, action feedback.acknowledge',
    );
  });
});

test('The router lists every command, its own among them', () => {
  expect(world().router.commands.map((each) => each.name)).toEqual([
    'help',
    'feedback',
    'feedback list',
    'route add',
    'champion',
    'owe',
  ]);
});
