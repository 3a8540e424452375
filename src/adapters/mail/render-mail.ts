/** A card as a mail: a subject, plain text, and simple HTML that every mail program shows. Pure. */
import {
  type Action,
  type Block,
  type BlockKind,
  type Card,
  type Chart,
  type Inline,
  inlines,
  type Line,
} from '../../chat/card.js';
import type { MailFace } from '../../chat/mail.js';
import { cardToText, lineToText } from '../../chat/plain-text.js';
import { currentDirection, currentLanguage, readsRightToLeft } from '../../kernel/language/reader.js';
import { Html, html, inkOn, safeColour, words } from '../platform/html.js';

/** A mail without its sender and receiver. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Where the picture of a card's chart is, by its place among the charts; null: its numbers stand there in words. */
export type PictureAt = (place: number) => string | null;

/** The charts of a card, from top to bottom. */
export const chartsIn = ({ blocks }: Card): readonly Chart[] =>
  blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));

/** As much of a face as the mail shows. */
type Shown = Pick<MailFace, 'from' | 'wishesUrl' | 'ending'>;

/** One line without control characters: none of it can begin a header of its own. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim();

/** Buttons that need a chat are left out; those that open an address stay. */
export function renderMail(card: Card, face: Shown, pictureAt: PictureAt = () => null): Mail {
  const blocks = card.blocks.map(withLinksAlone);
  const { why, out } = face.ending;
  return {
    subject: oneLine(card.title),
    text: `${cardToText({ ...card, blocks: blocks.map(linksAsList) })}\n\n--\n${why} ${out}: ${face.wishesUrl}\n`,
    html: frame(card, { blocks, pictureAt, ...face }),
  };
}

const isLink = (action: Action): action is Extract<Action, { kind: 'openLink' }> => action.kind === 'openLink';

function withLinksAlone(block: Block): Block {
  if (block.kind === 'actions') return { ...block, actions: block.actions.filter(isLink) };
  if (block.kind !== 'row' || !block.action || isLink(block.action)) return block;
  const { action: _chatOnly, ...row } = block;
  return row;
}

/** In plain text each link has a line of its own. */
function linksAsList(block: Block): Block {
  if (block.kind !== 'actions') return block;
  return {
    kind: 'list',
    items: block.actions.flatMap((action) => (isLink(action) ? `${action.label}: ${action.url}` : [])),
  };
}

interface Framed extends Shown {
  readonly blocks: readonly Block[];
  readonly pictureAt: PictureAt;
}

/** Styles, language and direction stand on the elements: mail programs drop what stands elsewhere. */
function frame(card: Card, { blocks, pictureAt, from, wishesUrl, ending }: Framed): string {
  const colour = safeColour(from.colour);
  const direction = currentDirection();
  let chartCount = 0;
  const parts = blocks.map((block) => {
    if (block.kind === 'chart') return chartHtml(block.chart, pictureAt(chartCount++));
    return (blockHtml[block.kind] as (block: Block, colour: string) => Html)(block, colour);
  });
  return html`<!doctype html>
<html lang="${currentLanguage()}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${card.title}</title>
</head>
<body style="margin:0;padding:16px;font:16px/1.5 sans-serif">
<div lang="${currentLanguage()}" dir="${direction}" style="max-width:600px;margin:0 auto;overflow-wrap:anywhere;border-top:6px solid ${colour};padding:16px 0">
<p style="margin:0 0 16px">${words(from.name)}</p>
<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${words(card.title)}</h1>
${parts}
<p style="margin:32px 0 0;padding:16px 0 0;border-top:1px solid #888;font-size:14px">${words(ending.why)}
<a href="${wishesUrl}" style="color:inherit">${ending.out}</a></p>
</div>
</body>
</html>
`.text;
}

const paragraph = (part: Html, style = ''): Html => html`<p style="margin:0 0 16px${new Html(style)}">${part}</p>
`;

type BlocksHtml = {
  readonly [Kind in Exclude<BlockKind, 'chart'>]: (block: Extract<Block, { kind: Kind }>, colour: string) => Html;
};

const blockHtml: BlocksHtml = {
  text: ({ line }) => paragraph(lineHtml(line)),
  note: ({ line }) => paragraph(lineHtml(line), ';font-size:14px'),
  heading: ({ text }) => html`<h2 style="font-size:18px;margin:24px 0 8px">${words(text)}</h2>
`,
  quote: ({
    text,
    by,
  }) => html`<blockquote style="margin:0 0 16px;${readsRightToLeft() ? 'padding:0 12px 0 0;border-right' : 'padding:0 0 0 12px;border-left'}:4px solid #888">${words(text)}${by !== undefined && html` (${words(by)})`}</blockquote>
`,
  facts: ({ facts }) =>
    paragraph(html`${facts.map(({ label, value }) => html`${words(label)}: ${lineHtml(value)}<br>`)}`),
  list: ({ items }) => html`<ul style="margin:0 0 16px">${items.map((item) => html`<li>${lineHtml(item)}</li>`)}</ul>
`,
  row: ({ line, detail, action }) =>
    paragraph(
      html`${lineHtml(line)}${detail !== undefined && html` – ${lineHtml(detail)}`}${action?.kind === 'openLink' && html` <a href="${action.url}" style="color:inherit">${action.label}</a>`}`,
    ),
  divider: () => html`<hr style="border:0;border-top:1px solid #888;margin:16px 0">
`,
  actions: ({ actions }, colour) =>
    actions.length === 0
      ? html``
      : paragraph(html`${actions.map((action) => action.kind === 'openLink' && linkButton(action, colour))}`),
};

/** Whoever sees no pictures reads the numbers. */
const chartHtml = ({ title, alt }: Chart, picture: string | null): Html =>
  paragraph(
    picture === null
      ? html`${words(title)}: ${words(alt)}`
      : html`<img src="${picture}" alt="${title}: ${alt}" width="480" style="display:block;width:100%;max-width:480px;height:auto;border:1px solid #ccc;border-radius:6px">`,
  );

/** At least 44 px high; a row of numbers breaks where the screen ends. */
const linkButton = ({ label, url }: Extract<Action, { kind: 'openLink' }>, colour: string): Html =>
  html`<a href="${url}" style="display:inline-block;min-width:20px;margin:0 4px 8px 0;padding:10px 12px;text-align:center;text-decoration:none;background:${colour};color:${inkOn(colour)};border:1px solid #888;border-radius:6px">${label}</a>`;

const lineHtml = (line: Line): Html => html`${inlines(line).map(inlineHtml)}`;

function inlineHtml(inline: Inline): Html {
  if (typeof inline === 'string') return words(inline);
  if (inline.kind === 'bold') return html`<strong>${words(inline.text)}</strong>`;
  if (inline.kind === 'code') return html`<code>${inline.text}</code>`;
  if (inline.kind === 'link') return html`<a href="${inline.url}" style="color:inherit">${words(inline.text)}</a>`;
  return words(lineToText(inline));
}
