/** Rows with names of several scripts: their parts stay where the bot put them. */
import { describe, expect, test } from '@jest/globals';
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render-card.js';
import { renderCard as renderForTeams } from '../../src/adapters/teams/render/render-card.js';
import { besideEachOther, keepOrder } from '../../src/chat/bidi.js';
import { type Block, bold, type Card } from '../../src/chat/card.js';
import { cardToText } from '../../src/chat/plain-text.js';
import { inLanguage } from '../../src/kernel/language/reader.js';

const urdu = 'کھجور ہوٹل';
const armenian = 'Արարատ հյուրանոց';
const apart = (name: string) => `\u2068${name}\u2069`;

describe('A row with names of several scripts', () => {
  test.each([
    ['a name between number and days', `F-12 · ${urdu} · 3 days`, `F-12 · ${apart(urdu)} · 3 days`],
    ['a name at the start', `${urdu} · F-12 · 3 days`, `${apart(urdu)} · F-12 · 3 days`],
    ['names side by side', `${urdu} · ${armenian} · ${urdu}`, `${apart(urdu)} · ${armenian} · ${apart(urdu)}`],
    ['a name and a count', `Answers of ${urdu}: 12, of Acme: 3`, `Answers of ${apart(urdu)}: 12, of Acme: 3`],
    ['a name that has a number', `By ${urdu} 2 ہوٹل, 5 days`, `By ${apart(`${urdu} 2 ہوٹل`)}, 5 days`],
    ['a name with Latin letters in it', `${urdu} GmbH · F-12`, `${apart(`${urdu} GmbH`)} · F-12`],
    ['what is kept apart already', `F-12 · ${apart(urdu)} · 3`, `F-12 · ${apart(urdu)} · 3`],
    ['no right-to-left words', `F-12 · ${armenian} · 3 days`, `F-12 · ${armenian} · 3 days`],
  ])('keeps its order: %s', (_what, row, shown) => {
    expect(keepOrder(row)).toBe(shown);
    expect(keepOrder(shown)).toBe(shown);
  });

  test('keeps its order for a reader from right to left, too: 3 is not drawn to the name before it', () => {
    const row = inLanguage('ur', () => keepOrder('نیا · Ada · 3 حامی'));
    expect(row).toBe([apart('نیا'), apart('Ada'), apart('3 حامی')].join(' · '));
    expect(inLanguage('ur', () => keepOrder(row))).toBe(row);
  });

  test('a customer’s own sentence keeps its direction, a title has the bot’s', () => {
    const sentence = `${urdu} میں wifi نہیں ہے`;
    expect(keepOrder(sentence)).toBe(sentence);
    const title = `${urdu} told us 3 things`;
    expect(keepOrder(title, true)).toBe(`${apart(urdu)} told us 3 things`);
  });

  test('names beside each other are kept apart', () => {
    expect(besideEachOther([urdu, 'Acme', armenian])).toBe(`${apart(urdu)}, Acme, ${armenian}`);
  });
});

describe('Every place of a card that shows a row', () => {
  const row = `F-12 · ${urdu} · 3 days`;
  const kept = `F-12 · ${apart(urdu)} · 3 days`;
  const blocks: readonly [string, Block][] = [
    ['a text', { kind: 'text', line: row }],
    ['a part of a text', { kind: 'text', line: [bold('Overdue: '), row] }],
    ['a list', { kind: 'list', items: [row, `F-13 · ${armenian} · 1 day`] }],
    ['a row', { kind: 'row', line: row, action: { kind: 'button', action: 'a.b', label: 'Show', value: '1' } }],
    ['the detail of a row', { kind: 'row', line: 'Overdue', detail: row }],
    ['a fact', { kind: 'facts', facts: [{ label: 'Oldest', value: row }] }],
    ['a note', { kind: 'note', line: row }],
    ['a heading', { kind: 'heading', text: row }],
  ];
  const nobody = { externalId: () => undefined };

  test.each(blocks)('%s', (_what, block) => {
    const card: Card = { title: 'Open', summary: 'Open', blocks: [block] };
    for (const shown of [
      cardToText(card),
      shownBy(renderForSlack(card, nobody)),
      shownBy(renderForTeams(card, nobody)),
    ])
      expect(shown).toContain(kept);
  });

  test('the title', () => {
    const card: Card = { title: row, summary: row, blocks: [{ kind: 'text', line: 'x' }] };
    for (const shown of [
      cardToText(card),
      shownBy(renderForSlack(card, nobody)),
      shownBy(renderForTeams(card, nobody)),
    ])
      expect(shown).toContain(kept);
  });
});

/** Every string of it; Teams’ escapes are taken back. */
const shownBy = (rendered: unknown): string =>
  JSON.stringify(rendered).replaceAll('\\\\', '').replaceAll('&#183;', '·');
