/** Every command, form, button, capture and answer in a thread, with a database behind them, and what all platforms show of it. */
import fc from 'fast-check';
import type { FormValues } from '../../../src/chat/form.js';
import type { Interaction } from '../../../src/chat/interaction.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage } from '../../support/stage.js';
import { doorOf } from '../door.js';
import { prototypeNames, texts } from '../hostile.js';
import { memoryDatabase } from '../memory-database.js';
import { checkPrototypes } from '../promises.js';
import { checkCard, checkReply } from '../shown.js';
import { lineWords } from '../words.js';

/** What is there to be found, and shows most of the buttons and forms. */
const begun = [
  ...[
    'feedback "It is slow" customer:"Acme Ltd" severity:high',
    'feedback "It is loud" owner:@ben secret:yes',
    'feedback list',
  ],
  ...[
    'customer "Acme Ltd" segment:Trade owner:@maya',
    'who Acme Ltd',
    'customer Bolt',
    'route add words:refund to:@ani',
    'route',
  ],
  ...[
    'idea Lamps for all',
    'ideas',
    'score 9 lovely customer:"Acme Ltd"',
    'nps',
    'metric Returns 4.5 unit:%',
    'meeting now',
    'meeting',
  ],
  ...[
    'learn They go by boat customer:"Acme Ltd"',
    'follow',
    'report',
    'segment add Traders when:"segment = Trade"',
    'segment list',
  ],
  ...[
    'tip add "Offer boats" when:"segment = Trade"',
    'tips',
    'promise add 4h when:"severity = high"',
    'promise list',
    'phrases',
  ],
  ...[
    'settings',
    'imports',
    'inbox',
    'connect',
    'customer pairs',
    'home',
    'owe',
    'help',
    'away',
    'feedback F-1',
    'idea I-1',
  ],
];

type Given =
  | { readonly kind: 'typed'; readonly line: string }
  | { readonly kind: 'said'; readonly text: string; readonly on: number }
  | { readonly kind: 'pressed'; readonly button: number; readonly value: string | null }
  | {
      readonly kind: 'filled';
      readonly form: number;
      readonly subject: string | null;
      readonly values: readonly Value[];
    }
  | { readonly kind: 'captured'; readonly text: string; readonly author: string };
interface Value {
  readonly field: number;
  readonly name: string | null;
  readonly value: string | boolean | readonly string[];
}

const text = texts(lineWords);
const carried = fc.option(
  fc.oneof(text, fc.constantFrom('F-1', '1', '{}', '[]', '{"line":"feedback"}', ...prototypeNames), fc.uuid()),
  { freq: 2 },
);
const value = fc.oneof({ weight: 6, arbitrary: text }, fc.boolean(), fc.array(text, { maxLength: 3 }), fc.uuid());
const inputs: fc.Arbitrary<Given> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('typed'), line: text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('said'), text, on: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pressed'), button: fc.nat(), value: carried }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('filled'),
      form: fc.nat(),
      subject: carried,
      values: fc.array(
        fc.record({ field: fc.nat(), name: fc.option(fc.constantFrom(...prototypeNames), { freq: 12 }), value }),
        { maxLength: 8 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('captured'), text, author: text }) },
);

interface Button {
  readonly action: string;
  readonly value: string;
}
interface Opened {
  readonly form: string;
  readonly subject: string;
  readonly fields: readonly { readonly name: string }[];
}

export const roomDoor = doorOf<readonly [who: string, place: string | null, given: Given]>({
  name: 'rooms',
  share: 15,
  inputs: fc.tuple(fc.constantFrom('grace', 'maya', 'ben', 'dana'), fc.constantFrom('#support', null), inputs),
  async open() {
    const database = await memoryDatabase();
    const stage = await createStage({ database, workspace: harbourLights });
    const buttons = new Map<string, Button>();
    const forms = new Map<string, Opened>();
    let seen = 0;
    /** Keeps one of each kind of button and form that was shown. */
    const look = (shown: unknown): void => {
      if (typeof shown !== 'object' || shown === null) return;
      const { action, value, form, subject } = shown as Partial<Button & Opened>;
      if (typeof action === 'string' && typeof value === 'string') buttons.set(action, { action, value });
      if (typeof form === 'string' && typeof subject === 'string') forms.set(form, shown as Opened);
      for (const part of Object.values(shown)) look(part);
    };
    const lookAtSent = () => {
      const { sent } = stage.messenger;
      for (; seen < sent.length; seen += 1) {
        const card = sent[seen]?.card;
        if (card) checkCard(card);
        look(card);
      }
    };
    for (const line of begun) for (const place of ['#support', null]) look(await stage.say('grace', line, place));
    for (const { action, value } of [...buttons.values()])
      look(await stage.interact('grace', { kind: 'action', action, value }));
    lookAtSent();

    return {
      async knock([who, place, given]) {
        const reply = await stage.interact(who, interactionOf(given), place);
        checkReply(reply);
        look(reply);
        lookAtSent();
        checkPrototypes();
      },
      async close() {
        await stage.stop();
        await database.close();
      },
    };

    function interactionOf(given: Given): Interaction {
      switch (given.kind) {
        case 'typed':
          return { kind: 'command', text: given.line };
        case 'said': {
          const { sent } = stage.messenger;
          return {
            kind: 'said',
            said: { text: given.text, repliesTo: sent[given.on % (sent.length * 2)]?.ref ?? null },
          };
        }
        case 'pressed': {
          const { action, value } = pick(buttons, given.button);
          return { kind: 'action', action, value: given.value ?? value };
        }
        case 'filled': {
          const { form, subject, fields } = pick(forms, given.form);
          const values: [string, FormValues[string]][] = given.values.map(({ field, name, value: filled }) => [
            name ?? fields[field % Math.max(fields.length, 1)]?.name ?? 'text',
            filled,
          ]);
          return { kind: 'submit', form, subject: given.subject ?? subject, values: Object.fromEntries(values) };
        }
        case 'captured': {
          const { text: words, author } = given;
          return { kind: 'capture', message: { sourceId: words.slice(0, 20), text: words, author } };
        }
      }
    }
  },
});

function pick<T>(all: ReadonlyMap<string, T>, at: number): T {
  const each = [...all.values()];
  const found = each[at % each.length];
  if (!found) throw new Error('Nothing was shown that can be pressed or filled in.');
  return found;
}
