/** The frame of every public page: nothing from elsewhere, the organisation's colour and words, and no script on what customers see. Pure. */

import type { PageOwner } from '../../chat/survey-pages.js';
import { currentDirection, currentLanguage } from '../../kernel/language/reader.js';
import { Html, html, inkOn, safeColour, words } from '../platform/html.js';

/** Whose page it is, as far as its frame shows it. */
export type PageLook = Pick<PageOwner, 'name' | 'colour'>;

/** A page in its frame. */
interface Framed {
  readonly title: string;
  readonly body: Html;
  /** By which the browser knows that style and script are ours. */
  readonly nonce: string;
  readonly feed?: string;
  /** Behind what all pages have. */
  readonly css?: string;
  readonly script?: string;
}

/** In the language of the work under way. */
export function page(look: PageLook, { title, body, nonce, feed, css: own = '', script }: Framed): string {
  const colour = safeColour(look.colour);
  const style = new Html(css(colour) + own);
  return html`<!doctype html>
<html lang="${currentLanguage()}" dir="${currentDirection()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
${feed !== undefined && html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${feed}">`}
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<p class="from">${words(look.name)}</p>
${body}
</main>
${
  script !== undefined &&
  html`<script nonce="${nonce}">${new Html(script)}</script>
`
}</body>
</html>
`.text;
}

/** Sizes in rem, so that they follow the reader's own; targets are at least 44 px. */
const css = (colour: string): string => `
:root { color-scheme: light dark; --accent: ${colour}; --ink: ${inkOn(colour)}; --page: #f4f5f7; --sheet: #fff; --text: #1a1d21; --soft: #5a6069; --line: #7b828c; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --page: #15171a; --sheet: #1f2226; --text: #eceef1; --soft: #b3bac3; --line: #858d98; --bad: #ff9a90 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 1.05rem/1.5 system-ui, sans-serif }
main { max-width: 38rem; margin: 2rem auto; padding: 1.5rem; background: var(--sheet); border-block-start: .4rem solid var(--accent); border-radius: .5rem }
@media (max-width: 40rem) { main { margin: 0; border-radius: 0; min-height: 100vh; padding: 1.25rem 1rem } }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 1rem }
fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0 }
legend { padding: 0; margin: 0 0 1rem; font-weight: 700 }
legend h1 { margin: 0 }
.from { margin: 0 0 1rem; color: var(--soft) }
.soft { color: var(--soft); font-size: .95rem }
.scale { display: grid; grid-template-columns: repeat(11, 1fr); gap: .35rem }
@media (max-width: 40rem) { .scale { grid-template-columns: repeat(6, 1fr) } }
.scale label { position: relative; display: flex; align-items: center; justify-content: center; min-height: 2.9rem; border: 1px solid var(--line); border-radius: .4rem; cursor: pointer }
.scale input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer }
.scale label:has(:checked) { background: var(--accent); color: var(--ink); border-color: var(--text); font-weight: 700 }
.scale label:has(:focus-visible) { outline: .2rem solid var(--text); outline-offset: .15rem }
.choices { display: grid; gap: .5rem }
.choices label { display: flex; gap: .7rem; align-items: center; min-height: 2.9rem; padding: .4rem .9rem; border: 1px solid var(--line); border-radius: .4rem; cursor: pointer }
.choices input { width: 1.3rem; height: 1.3rem; margin: 0; flex: none; accent-color: var(--accent) }
.choices span { min-width: 0; overflow-wrap: anywhere }
.choices label:has(:checked) { border-color: var(--text); box-shadow: inset 0 0 0 1px var(--text); font-weight: 700 }
.choices label:has(:focus-visible) { outline: .2rem solid var(--text); outline-offset: .15rem }
.ends { display: flex; justify-content: space-between; gap: 1rem; margin: .5rem 0 0 }
label.field { display: block; font-weight: 700; margin: 0 0 .35rem }
textarea, input[type=email] { display: block; width: 100%; padding: .6rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .4rem }
textarea { min-height: 7rem }
article { margin: 0 0 1.5rem; padding: 0 0 .5rem; overflow-wrap: anywhere }
article + article { padding-block-start: 1.25rem; border-block-start: 1px solid var(--line) }
article p, article h2 { margin: 0 0 .6rem }
h2 { font-size: 1.2rem; line-height: 1.3 }
article ol { list-style: none; margin: 1rem 0 0; padding: 0 }
article li { margin: 0 0 .75rem; padding-inline-start: .75rem; border-inline-start: .2rem solid var(--line) }
article li p { margin: 0 }
.state { font-weight: 700 }
button { font: inherit; font-weight: 700; min-height: 2.9rem; padding: .5rem 1.5rem; margin: 1.25rem 0 0; color: var(--ink); background: var(--accent); border: 1px solid var(--text); border-radius: .4rem; cursor: pointer }
button.quiet { color: var(--text); background: transparent }
.choice { display: flex; flex-wrap: wrap; gap: 0 1rem }
a { color: inherit }
:focus-visible { outline: .2rem solid var(--text); outline-offset: .15rem }
.wish { display: flex; gap: .6rem; align-items: center; min-height: 2.9rem }
.wish input { width: 1.3rem; height: 1.3rem; flex: none }
.problem { color: var(--bad); font-weight: 700 }
footer { margin: 2rem 0 0; padding: 1rem 0 0; border-block-start: 1px solid var(--line) }
`;
