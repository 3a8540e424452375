/** Slack's look of a card as HTML, by a maintained renderer of Block Kit; render-message.ts calls it for the page. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message, type MessageProps } from 'slack-blocks-to-jsx';
import { actionOf } from '../../slack/render/buttons.js';
import { slackLookCacheCount } from '../limits.js';
import { buttonsOf } from './buttons.js';
import { peopleIn } from './people-in.js';
import { type RenderedCard, slackUserId } from './render-card.js';

/** @param key names this state of this card: drawing takes some milliseconds, so it is done once for each. */
export type SlackLook = (key: string, rendered: RenderedCard) => string;

export function createSlackLook(): SlackLook {
  const known = new Map<string, string>();
  return (key, rendered) => {
    const html = known.get(key) ?? drawSlack(rendered);
    known.delete(key);
    known.set(key, html);
    const [oldest] = known.keys();
    if (known.size > slackLookCacheCount && oldest !== undefined) known.delete(oldest);
    return html;
  };
}

/** Slack's look of a card. */
export function drawSlack(rendered: RenderedCard): string {
  const users = peopleIn(rendered.card).map(({ id, name }) => ({ id: slackUserId(id), name }));
  // The renderer's types know its own blocks; ours are Slack's, checked by the Slack adapter's tests.
  const blocks = forRenderer(rendered.slack.blocks) as Block[];
  const props: MessageProps = {
    blocks,
    name: '',
    logo: '',
    theme: 'light',
    withoutWrapper: true,
    data: { users },
    hooks,
  };
  return nameButtons(linesApart(renderToStaticMarkup(createElement(Message, props))), rendered);
}

/** The page shows times in the zone of whoever looks. */
const hooks: MessageProps['hooks'] = {
  date: ({ timestamp, format, fallback }) =>
    createElement('time', { 'data-timestamp': timestamp, 'data-format': format }, fallback),
};

/**
 * The renderer reads plain text as markup unless it is `verbatim`, and does not read markup that is; Slack does
 * neither. It also decodes entities everywhere, with a space behind `>` that nobody wrote.
 */
function forRenderer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forRenderer);
  if (typeof value !== 'object' || value === null) return value;
  const { verbatim: _, ...copy } = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, forRenderer(part)]),
  );
  if (typeof copy.text !== 'string') return copy;
  if (copy.type === 'mrkdwn') return { ...copy, text: copy.text.replaceAll('&gt;', '>') };
  if (copy.type !== 'plain_text') return copy;
  return { ...copy, text: copy.text.replace(/&(?=[lg]t;)/g, '&\u2060'), verbatim: true };
}

/** Slack begins a line with every section of rich text; the renderer lets two short ones share a line. */
function linesApart(html: string): string {
  return html.replaceAll(
    '"inline-block slack_blocks_to_jsx__rich_text_section_element"',
    '"slack_blocks_to_jsx__rich_text_section_element"',
  );
}

/** The renderer gives a button its action_id as id, which is there many times on one page: its place in the card is what counts. */
function nameButtons(html: string, { card, slack }: RenderedCard): string {
  const places = slackButtons(slack.blocks).map((button) => placeOf(button, card));
  let nth = 0;
  return html.replace(' id="slack_blocks_to_jsx"', '').replace(/<button type="button" id="[^"]*"/g, () => {
    const place = places[nth] ?? -1;
    nth += 1;
    return place < 0 ? '<button type="button"' : `<button type="button" data-button="${place}"`;
  });
}

interface SlackButton {
  readonly action_id?: string;
  readonly value?: string;
  readonly url?: string;
}

function slackButtons(value: unknown): readonly SlackButton[] {
  if (Array.isArray(value)) return value.flatMap(slackButtons);
  if (typeof value !== 'object' || value === null) return [];
  return 'type' in value && value.type === 'button'
    ? [value as SlackButton]
    : Object.values(value).flatMap(slackButtons);
}

function placeOf({ action_id = '', value = '', url }: SlackButton, card: RenderedCard['card']): number {
  return buttonsOf(card).findIndex((action) =>
    action.kind === 'button' ? action.action === actionOf(action_id) && action.value === value : action.url === url,
  );
}
