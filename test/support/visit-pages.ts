/** Opens pages of ours as somebody does who follows each link and sends off each form, empty and filled in. */
import type { PublicFace } from './public-face.js';

const base = 'https://chair.example';

export interface Visited {
  /** `/s`: what stands first in the path. */
  readonly room: string;
  readonly html: string;
}

/** @param language `Accept-Language`. What was visited is not visited again. */
export function createVisitor(face: PublicFace, language: string) {
  const headers = { 'accept-language': language };
  const known = new Set<string>();

  async function visit(link: string, body?: URLSearchParams): Promise<readonly Visited[]> {
    const { pathname, search } = new URL(link, base);
    const key = JSON.stringify([pathname, search !== '', body && body.size > 0]);
    if (known.has(key)) return [];
    known.add(key);
    const response = await face.raw(link, body ? { method: 'POST', body, headers } : { headers });
    const next = response.headers.get('location');
    if (next) return visit(new URL(next, link).href);
    if (!response.headers.get('content-type')?.startsWith('text/html')) return [];
    const html = await response.text();
    const pages: Visited[] = [{ room: pathname.split('/').slice(0, 2).join('/'), html }];
    for (const [form] of html.matchAll(/<form[\s\S]*?<\/form>/gu)) {
      const action = new URL(/action="([^"]*)"/u.exec(form)?.[1] ?? pathname, link).href;
      pages.push(...(await visit(action, new URLSearchParams())), ...(await visit(action, filledIn(form))));
    }
    return pages;
  }

  return {
    /** Every page to which these cards, answers and mails lead. */
    async follow(told: unknown): Promise<readonly Visited[]> {
      const links = JSON.stringify(told).match(/https:\/\/chair\.example\/[^\s"\\<>)”]+/gu) ?? [];
      const pages: Visited[] = [];
      for (const link of links) pages.push(...(await visit(link)));
      return pages;
    },
  };
}

function filledIn(form: string): URLSearchParams {
  const values = new URLSearchParams();
  for (const [field] of form.matchAll(/<(?:input|textarea|button)\b[^>]*>/gu)) {
    const at = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(field)?.[1];
    const name = at('name');
    if (name === undefined || values.has(name)) continue;
    values.set(name, at('value') || (at('type') === 'email' ? 'zoe@else.example' : 'Слово'));
  }
  return values;
}
