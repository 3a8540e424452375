/** Which addresses a card may open. Renderers ask before they make a link: `javascript:` and the like are only shown. */

/** Slack takes 3,000 characters in a button's url; longer ones are no addresses that people share. */
const maxLength = 3000;

/** The address in its normal form when a browser may open it (http, https, mailto), else null: then show it as text. */
export function webAddress(typed: string): string | null {
  if (!URL.canParse(typed)) return null;
  const { protocol, href } = new URL(typed);
  return ['http:', 'https:', 'mailto:'].includes(protocol) && href.length <= maxLength ? href : null;
}
