/** The sheet for the wall: a PNG with the height to width of A4, whose letters are read where a telephone shows it 360 pixels wide. */
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { boardSvg } from '../../../src/adapters/chart-picture/board-layout.js';
import { drawBoard } from '../../../src/adapters/chart-picture/draw-chart.js';
import type { Board } from '../../../src/chat/board.js';
import { everydayBoard, oddBoards } from '../../support/board-gallery.js';
import { brokenText, hostileTexts } from '../../support/gallery.js';

const boards = { everyday: everydayBoard, ...oddBoards };
const sizeOf = (svg: string) => (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).slice(1).map(Number);
/** Each line of text: where its foot stands, and how large its letters are. */
const linesOf = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)</g)].map(
    ([, x, y, size, text]) => ({
      ...{ x: Number(x), y: Number(y), size: Number(size), text: text ?? '' },
    }),
  );

describe('The sheet for the wall', () => {
  test.each(Object.entries(boards))('fills one page of A4: %s', async (name, board) => {
    const png = await drawBoard(board);
    if (process.env.LOOK) writeFileSync(`${process.env.LOOK}/${name.replaceAll(' ', '-')}.png`, png);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 2036]);
    expect(png.length).toBeLessThan(1_000_000);
    const svg = boardSvg(board);
    const [width = 0, height = 0] = sizeOf(svg);
    expect(Math.abs(height / width - Math.SQRT2)).toBeLessThan(0.002);
    for (const { y } of linesOf(svg)) expect(y).toBeLessThan(height - 8);
  });

  test('has letters that are read 360 pixels wide, with all that stands on it', () => {
    // Ten bars with five long quotes are the most that there can be, and smaller than an everyday sheet.
    for (const [name, board] of Object.entries(boards)) {
      const svg = boardSvg(board);
      const [width = 0] = sizeOf(svg);
      const lines = linesOf(svg);
      const smallest = Math.min(...lines.map(({ size }) => (size * 360) / width));
      expect({ name, smallest: smallest >= (board.rows.length > 6 ? 6.7 : 8.5) }).toEqual({ name, smallest: true });
      expect(lines.filter(({ text }) => text === '48 %' || text === '64 %').length).toBeGreaterThan(0);
    }
    const words = linesOf(boardSvg(everydayBoard)).map(({ text }) => text);
    for (const { label, place } of everydayBoard.rows) expect(words).toEqual(expect.arrayContaining([label, place]));
    for (const { by } of everydayBoard.quotes) expect(words).toContain(by);
    expect(words).toContain('the team’s guess');
    const bare = oddBoards['no guesses and no words'];
    expect(bare && linesOf(boardSvg(bare)).map(({ text }) => text)).not.toContain('the team’s guess');
  });

  test('draws shares, intervals and guesses where they are on the scale', () => {
    const [first] = everydayBoard.rows;
    if (!first) throw new Error('The board has rows.');
    // A sheet 360 pixels wide has 324 from 18 on for 0 to 100 %: 48 % are 155.52, 30.03 % stand at 115.3, 25 % at 99.
    const svg = boardSvg({
      ...everydayBoard,
      quotes: [],
      rows: [
        { ...first, high: 1 },
        { ...first, share: 0, teamShare: null },
      ],
    });
    expect(svg).toContain('width="155.52" height="10" fill="#0072b2"');
    expect(svg).toMatch(/M115\.3 [\d.]+V/);
    expect(svg).toMatch(/M99 [\d.]+L105 /);
    expect(sizeOf(svg)[0]).toBe(360);
  });

  test.each([...hostileTexts, brokenText])(
    'is drawn whatever is typed into it, and none of it is markup: %s',
    async (text) => {
      const board: Board = {
        ...{ owner: text, title: text, findings: [text], notes: [text], quotes: [{ text, by: text }] },
        rows: everydayBoard.rows.map((row) => ({ ...row, label: text })),
      };
      const svg = boardSvg(board);
      expect(svg).not.toMatch(/<(?:b|at|img|script|a|image|use|foreignObject)\b|href/);
      await drawBoard(board);
    },
  );

  test('has the letters of Urdu', async () => {
    // What no font has is drawn as an empty box, whatever it is.
    const drawn = (letter: string) => drawBoard({ ...everydayBoard, title: letter.repeat(3) });
    const box = await drawn('\ue000');
    for (const letter of 'ہےٹڈڑں') expect([letter, (await drawn(letter)).equals(box)]).toEqual([letter, false]);
  });

  test('is the same whenever it is drawn', async () => {
    const [first, second] = await Promise.all([drawBoard(everydayBoard), drawBoard(everydayBoard)]);
    expect(first.equals(second)).toBe(true);
  });
});
