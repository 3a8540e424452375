/** How the web home and walls look, and how they keep themselves up to date. page.ts has what all pages share. */

/** Greater on a wall, where it is read from across the room; on paper everything stands on one page. */
export const homeCss = `
:root { --grid: #d9dde3; --series: #0072b2; --band: #cfe2ef; --good: #14683c; --warning: #8a4b00; --s0: #eceef1; --s1: #8c3b1f; --s2: #d98a5f; --s3: #9ccbb0; --s4: #1b7f4b }
@media (prefers-color-scheme: dark) { :root { --grid: #3a3f46; --series: #5db4ea; --band: #24445a; --good: #6fd39b; --warning: #f2b35e; --s0: #2b2f35; --s1: #e2734b; --s2: #a9623f; --s3: #3f7d5a; --s4: #57c98a } }
main { max-width: 84rem }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.25rem }
header h1, header p { margin: 0 0 .75rem }
#trouble:empty { display: none }
.parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem; align-items: stretch }
section { min-width: 0; padding: 1rem 1.1rem; border: 1px solid var(--grid); border-radius: .5rem }
section h2 { font-size: 1rem; margin: 0 0 .25rem; color: var(--soft); font-weight: 600 }
.says { margin: 0 0 .75rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .8rem }
.says > span { flex: 1 1 12rem; overflow-wrap: anywhere }
.figure { font-size: 2.6rem; line-height: 1.15; font-variant-numeric: tabular-nums }
.figure.good { color: var(--good) } .figure.warning { color: var(--warning) } .figure.bad { color: var(--bad) }
figure { margin: 0 } figure svg { display: block; width: 100%; height: auto; max-height: 24rem; font-family: inherit }
table { border-collapse: collapse; width: 100%; font-size: .95rem }
.across { overflow-x: auto }
.rows th, .rows td { text-align: start; padding: .35rem .6rem .35rem 0; border-block-end: 1px solid var(--grid); vertical-align: top }
.rows thead th { color: var(--soft); font-weight: 600 } .rows th, .rows td:last-child { white-space: nowrap } .rows td:nth-child(2) { overflow-wrap: anywhere; min-width: 6rem } .rows :last-child { padding-inline-end: 0 }
.bars th { text-align: start; font-weight: 400; padding: .3rem .6rem .3rem 0; white-space: nowrap }
.bars .count { text-align: end; padding-inline-end: .6rem; font-weight: 700; font-variant-numeric: tabular-nums }
.bars .bar { width: 99% } .bars svg { display: block; width: 100%; height: .9rem; fill: var(--series) }
.hours { table-layout: fixed; border-collapse: separate; border-spacing: 1px }
.hours th { font-weight: 400; color: var(--soft); font-size: .85rem; padding: 0; text-align: start } .hours thead td, .hours tbody th { width: 1.7rem }
.hours thead span, .hours tbody th { position: relative }
.hours td[class] { height: 1.5rem; border-radius: .15rem }
.s0 { background: var(--s0) } .s1 { background: linear-gradient(135deg, transparent 38%, var(--sheet) 38% 62%, transparent 62%), var(--s1) } .s2 { background: linear-gradient(135deg, transparent 45%, var(--sheet) 45% 55%, transparent 55%), var(--s2) } .s3 { background: var(--s3) } .s4 { background: var(--s4) }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .6rem 0 0; padding: 0; font-size: .9rem; color: var(--soft) }
.key i { display: inline-block; width: .9rem; height: .9rem; margin-inline-end: .4rem; border-radius: .15rem; vertical-align: -.1rem }
.note { margin: .6rem 0 0 }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.hours thead .unseen .unseen { position: static }
@media (forced-colors: active) { .hours td, .key i, .bars svg { forced-color-adjust: none } }
@media (min-width: 60rem) and (orientation: landscape) {
html:has(.wall) { font-size: min(1.1vw, 1.9vh) } html:has(.wall) main { max-width: none; margin: 0; min-height: 100vh; border-radius: 0; padding: .6rem 1.2rem; display: grid; grid-template-rows: auto auto 1fr }
html:has(.wall) .from, html:has(.wall) header p { margin: 0 } html:has(.wall) header h1 { margin: 0 0 .4rem }
.wall { grid-template-columns: repeat(2, 1fr); grid-template-rows: auto 1fr } .wall:has(> :nth-child(5)) { grid-template-columns: repeat(3, 1fr) }
.wall section { padding: .7rem 1rem } .wall .figure { font-size: 3.2rem } .wall .says { margin: 0 0 .4rem } .wall figure svg { max-height: 17rem } }
@media print {
@page { size: A4; margin: 9mm }
:root { --page: #fff; --sheet: #fff; --text: #000; --soft: #444; --grid: #ccc; --series: #0072b2; --band: #cfe2ef; --s0: #eceef1; --s1: #8c3b1f; --s2: #d98a5f; --s3: #9ccbb0; --s4: #1b7f4b; --good: #14683c; --warning: #8a4b00; color-scheme: light }
html { font-size: 8.6pt } body { background: #fff } main { margin: 0; padding: .4rem 0 0; max-width: none; border-radius: 0; min-height: 0 }
.parts { grid-template-columns: 1fr 1fr; gap: .6rem } section { break-inside: avoid; padding: .6rem } .across { overflow: visible }
.hours td[class] { height: 1.2rem } figure svg { max-height: 15rem } footer, #trouble { display: none }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
`;

/** Every half minute, and when somebody comes back to it. What has not changed is left alone, so that nothing flickers or loses its focus. */
export const homeScript = `
const every = 30000;
let told = performance.now();
const trouble = document.getElementById('trouble');
function swap(fresh) {
  const parts = document.querySelector('.parts'), next = fresh.querySelector('.parts');
  const ids = (root) => [...root.children].map((part) => part.id).join();
  if (ids(parts) !== ids(next)) parts.replaceWith(next);
  else for (const part of parts.children) {
    const other = fresh.getElementById(part.id);
    if (part.innerHTML === other.innerHTML) continue;
    const held = part.contains(document.activeElement);
    part.replaceWith(other);
    if (held) other.querySelector('[tabindex]')?.focus();
  }
  document.getElementById('at').textContent = fresh.getElementById('at').textContent;
}
async function refresh() {
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (answer.status === 403 || answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error('not now');
    swap(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    told = performance.now();
    if (trouble.textContent) trouble.textContent = '';
  } catch {
    if (performance.now() - told > 3 * every && !trouble.textContent) trouble.textContent = trouble.dataset.words;
  }
}
setInterval(() => { if (!document.hidden) refresh(); }, every);
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
addEventListener('empty-chair:refresh', refresh);
`;
