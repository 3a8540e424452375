/** Which addresses a card may open. Renderers ask before they make a link: `javascript:` and the like are only shown. */

/** Slack takes 3,000 characters in a button's url; longer ones are no addresses that people share. */
const maxLength = 3000;

/** Signs that a platform could read as markup or as a template; in their percent forms browsers take them alike. */
const MARKUP_SIGNS = /[{}|^\\`<>]/g;

/** The address in its normal form when a browser may open it (http, https, mailto), else null: then show it as text. */
export function webAddress(typed: string): string | null {
  if (!URL.canParse(typed)) return null;
  const { protocol, href } = new URL(typed);
  const address = href.replace(MARKUP_SIGNS, encodeURIComponent);
  return ['http:', 'https:', 'mailto:'].includes(protocol) && address.length <= maxLength ? address : null;
}
