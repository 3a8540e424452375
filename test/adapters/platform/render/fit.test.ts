import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitCard } from '../../../../src/adapters/platform/render/fit.js';
import type { Block, Card } from '../../../../src/chat/card.js';
import { cardToText } from '../../../../src/chat/plain-text.js';

const button = (label: string) => ({ kind: 'button', action: 'room.verb', label, value: '' }) as const;
const text = (line: string): Block => ({ kind: 'text', line });
const cardOf = (...blocks: Block[]): Card => ({ title: 'T', summary: 'S', blocks });

/** A platform that shows a block as plain text and takes `room` characters. */
function fitInto(room: number, card: Card): string {
  const draw = (block: Block, textMax: number): readonly string[] => {
    const short = block.kind === 'text' ? text(String(block.line).slice(0, textMax)) : block;
    return [cardToText(cardOf(short)).slice(2)];
  };
  return fitCard<string>(card, { draw, fits: (parts) => parts.join('\n').length <= room }).join('\n');
}

describe('fitting a card into a platform', () => {
  test('a card that fits is whole', () => {
    expect(fitInto(100, cardOf(text('one'), text('two')))).toBe('one\ntwo');
  });

  test('long texts give way before anything is left out', () => {
    const fitted = fitInto(2_500, cardOf(text('x'.repeat(5_000)), text('two')));
    expect(fitted).toBe(`${'x'.repeat(2_000)}\ntwo`);
  });

  test('what is left out is counted: items of a list, not the list', () => {
    const items = Array.from({ length: 40 }, (_, at) => `item ${at}`);
    const fitted = fitInto(140, cardOf({ kind: 'list', items }));
    const shown = fitted.match(/item/g)?.length ?? 0;
    expect(fitted).toContain(`… and ${40 - shown} more. Narrow the list`);
  });

  test('the buttons at the end stay', () => {
    const many = Array.from({ length: 40 }, (_, at) => text(`paragraph ${at}`));
    expect(fitInto(150, cardOf(...many, { kind: 'actions', actions: [button('Resolve')] }))).toMatch(/\[Resolve\]$/);
  });

  test('a heading does not stay without what it heads', () => {
    const blocks = Array.from({ length: 30 }, (_, at): Block[] => [
      { kind: 'heading', text: `H${at}` },
      text(`body ${at}`),
    ]);
    const lines = fitInto(160, cardOf(...blocks.flat()))
      .split('\n')
      .filter(Boolean);
    expect(lines.at(-2)).toMatch(/^body/);
  });

  test('whatever the blocks, nothing vanishes unseen', () => {
    const block = fc.oneof(
      fc.constant(text('§ words')),
      fc.nat(9).map((count): Block => ({ kind: 'list', items: Array.from({ length: count }, () => '§') })),
      fc.nat(4).map((count): Block => ({ kind: 'actions', actions: Array.from({ length: count }, () => button('§')) })),
      fc.constant<Block>({ kind: 'divider' }),
      fc.constant<Block>({ kind: 'heading', text: '§' }),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 30 }), fc.integer({ min: 120, max: 400 }), (blocks, room) => {
        const fitted = fitInto(room, cardOf(...blocks));
        const rest = Number(/… and (\d+) more/.exec(fitted)?.[1] ?? 0);
        const all = cardToText(cardOf(...blocks)).split('§').length - 1;
        expect(fitted.length).toBeLessThanOrEqual(room);
        expect(fitted.split('§').length - 1 + rest).toBe(all);
      }),
    );
  });
});
