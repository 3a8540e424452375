/** HTML for people outside the chat: pages and mails. What anybody typed is made harmless here, once. Pure. */
import { readForgotten } from '../../chat/forgotten.js';

/** HTML that `html` made, so that it is not made harmless twice. */
export class Html {
  constructor(readonly text: string) {}
}

/** What stands between the tags: words are made harmless, lists are joined. */
type Part = string | number | Html | null | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const written = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (part === null || part === false) return '';
  if (typeof part === 'object') return part.map(written).join('');
  return String(part).replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? '');
};

/** HTML with words in it that somebody typed. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(String.raw({ raw: strings.raw.map((text) => text) }, ...parts.map(written)));

/** Words of somebody's own, in their own direction. */
export const words = (text: string): Html => html`<bdi>${readForgotten(text)}</bdi>`;

/** Black or white, whichever is read better on it (WCAG 2.2, relative luminance). */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff';
}

const usualColour = '#1f5fbf';

/** A colour as it can stand in a style; what is none becomes the usual one. */
export const safeColour = (colour: string): string => (/^#[0-9a-f]{6}$/i.test(colour) ? colour : usualColour);
