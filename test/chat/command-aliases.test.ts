/** Commands have second names in our languages, which people type instead of the English ones. */
import { describe, expect, test } from '@jest/globals';
import { aliasesOf, parseCommand } from '../../src/chat/command-line.js';
import { helpCard } from '../../src/chat/help.js';
import { cardToText } from '../../src/chat/plain-text.js';
import { createTypedHere } from '../../src/chat/typed-here.js';
import { inLanguage } from '../../src/kernel/language/reader.js';

const details = [{ key: 'customer' }];
const commands = [
  { name: 'help' },
  { name: 'feedback', details, keeps: true },
  { name: 'feedback list', details },
  { name: 'away', details: [{ key: 'delegate' }] },
  { name: 'owe' },
  { name: 'who' },
];

function read(line: string) {
  const parsed = parseCommand(line, commands);
  return parsed.kind === 'command' ? [parsed.command.name, parsed.line.text, parsed.line.details] : parsed.kind;
}

describe('A second name stands for its command', () => {
  test.each([
    ['مدد', 'help', ''],
    ['  مدد؟', 'help', ''],
    ['/customer مدد فیڈبیک', 'help', 'فیڈبیک'],
    ['օգնություն', 'help', ''],
    ['ՕԳՆՈՒԹՅՈՒՆ։', 'help', ''],
    ['فہرست مہنگا', 'feedback list', 'مہنگا'],
    ['արձագանքներ թանկ', 'feedback list', 'թանկ'],
    ['غیر  حاضر friday', 'away', 'friday'],
    ['իմ գործերը', 'owe', ''],
    ['ծանոթանալ Acme', 'who', 'Acme'],
  ])('“%s” is %s', (line, command, rest) => {
    expect(read(line)).toEqual([command, rest, {}]);
  });

  test('Its details are read as behind the English one', () => {
    expect(read('فیڈبیک بہت سست customer:"Acme Ltd"')).toEqual(['feedback', 'بہت سست', { customer: 'Acme Ltd' }]);
    expect(read('customer:Acme արձագանք շատ դանդաղ')).toEqual(['feedback', 'շատ դանդաղ', { customer: 'Acme' }]);
  });
});

test.each(['مدد چاہیے، میرے ذمے کیا ہے', 'օգնություն, արձագանք', 'فہرست  بہت لمبی ہے'])(
  'What a customer said is never changed: %s',
  (said) => {
    expect(read(`feedback ${said}`)).toEqual(['feedback', said, {}]);
    expect(read(`فیڈبیک ${said}`)).toEqual(['feedback', said, {}]);
    expect(read(`արձագանք ${said}`)).toEqual(['feedback', said, {}]);
  },
);

describe('Help', () => {
  const features = [
    {
      commands: [
        { name: 'away', usage: 'away until friday', does: 'stops your reminders until then', handle: () => never() },
      ],
    },
  ];
  const never = () => Promise.reject(new Error('Nobody runs it.'));
  const helped = (about: string) => cardToText(helpCard(features, { role: 'member' }, about));

  test.each([
    ['en', 'away', '`away until friday`'],
    ['ur', 'away', 'غیر حاضر'],
    ['hy', 'բացակա', 'բացակա'],
  ])('in %s shows its second name beside the command', (language, about, shown) => {
    expect(inLanguage(language, () => helped(about))).toContain(shown.replaceAll('`', ''));
  });

  test('in English shows none', () => {
    expect(helped('away')).not.toMatch(/[\p{Script=Arabic}\p{Script=Armenian}]/u);
    expect(aliasesOf('away')).toEqual([]);
  });
});

test('A second name is shown as it is typed on the platform', () => {
  const shown = createTypedHere(() => commands).card({ title: 'Type `مدد`', summary: '', blocks: [] }, 'slack');
  expect(shown.title).toBe('Type /customer مدد');
});
