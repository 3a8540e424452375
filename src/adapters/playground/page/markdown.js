/**
 * The Markdown that Teams knows in cards (bold, italics, links, lists) and its mentions as HTML. Everything is escaped first, so that
 * nobody's words become elements; links open only web and mail addresses.
 */

/** Private-use characters that stand for a mention's two ends while the rest is escaped. */
const mentionStart = '\ue000';
const mentionEnd = '\ue001';

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Entities stay what they are, as in Markdown. */
const escapeHtml = (text) => text.replace(/&(?!(?:amp|lt|gt|quot|#39);)|[<>"']/g, (sign) => escapes[sign]);

/** Signs that were written with a backslash mean themselves: they are put aside as private-use characters. */
const aside = 0xe000;
const putAside = (text) =>
  text.replace(/\\([!-/:-@[-`{-~])/g, (_, sign) => String.fromCharCode(aside + sign.charCodeAt(0)));
const putBack = (html) =>
  html.replace(/[\ue021-\ue07e]/g, (sign) => escapeHtml(String.fromCharCode(sign.charCodeAt(0) - aside)));

export function markdownToHtml(text) {
  // Typed private-use characters would come out as signs.
  const marked = text
    .replace(/[\ue000-\ue07e]/g, '\ufffd')
    .replace(/<at>([^<>]*)<\/at>/g, `${mentionStart}$1${mentionEnd}`);
  const lines = putAside(marked).split(/\r?\n/);
  const html = [];
  for (const run of runsOf(lines))
    html.push(run.kind === 'text' ? `<p>${run.lines.map(inline).join('<br>')}</p>` : listHtml(run));
  return putBack(html.join('')).replaceAll(mentionStart, '<span class="mention">').replaceAll(mentionEnd, '</span>');
}

/** Lines that belong together: paragraphs and lists. */
function runsOf(lines) {
  const runs = [];
  for (const line of lines) {
    const [, bullet, ordered, item] = /^\s*(?:([-*])|(\d{1,4}[.)]))\s+(.*)$/.exec(line) ?? [];
    const kind = bullet ? 'ul' : ordered ? 'ol' : 'text';
    const last = runs.at(-1);
    if (line.trim() === '') runs.push({ kind: 'text', lines: [] });
    else if (last?.kind === kind) last.lines.push(item ?? line);
    else runs.push({ kind, lines: [item ?? line], start: Number.parseInt(ordered, 10) });
  }
  return runs.filter((run) => run.lines.length > 0);
}

function listHtml({ kind, lines, start }) {
  const items = lines.map((line) => `<li>${inline(line)}</li>`).join('');
  return kind === 'ol' ? `<ol start="${start}">${items}</ol>` : `<ul>${items}</ul>`;
}

function inline(line) {
  return escapeHtml(line)
    .replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, (whole, label, address) => anchor(label, address) ?? whole)
    .replace(/\*\*(\S(?:.*?\S)?)\*\*/g, '<strong>$1</strong>')
    .replace(/(?<![\w*])[*_](\S(?:.*?\S)?)[*_](?![\w*])/g, '<em>$1</em>');
}

/** `address` is escaped already; null when a browser must not open it. */
function anchor(label, address) {
  const isOpenable = /^(?:https?:\/\/|mailto:)/i.test(address);
  return isOpenable ? `<a href="${address}" target="_blank" rel="noopener">${label}</a>` : null;
}
