/** The description as a page to read: one HTML without scripts, for whoever opens `/api` in a browser. */
import { Html, html } from '../../platform/html.js';
import type { Json } from './openapi.js';

const style = `body { font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
h2 { border-top: 1px solid #8888; padding-top: 1rem; overflow-wrap: anywhere } code, pre { font-size: .9em }
pre { overflow-x: auto; padding: .75rem; border: 1px solid #8888; border-radius: .3rem } table { border-collapse: collapse }
td, th { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0 } summary { cursor: pointer }
.wide { overflow-x: auto }`;

/** @param openApi as openapi.ts makes it */
export function pageOf(openApi: Json): string {
  const { title, description, version } = openApi.info as Record<string, string>;
  const paths = Object.entries(openApi.paths as Json).flatMap(([path, methods]) =>
    Object.entries(methods as Json).map(([method, operation]) => section(method, path, operation as Json)),
  );
  const schemas = Object.entries((openApi.components as { schemas: Json }).schemas).map(
    ([name, schema]) => html`<h2 id="${name}">${name}</h2>${jsonOf(schema)}`,
  );
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The API of ${title ?? ''}</title>
<style>${new Html(style)}</style>
<main>
<h1>The API of ${title ?? ''}</h1>
<p>${description ?? ''} Version ${version ?? ''}.</p>
<p>For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>, <a href="/api/swagger.json">Swagger 2.0</a>. A key is sent as
<code>Authorization: Bearer ec_…</code>; <code>/customer key new laptop scope:read</code> in the chat makes one.</p>
${paths}
${schemas}
</main>
</html>
`.text;
}

function section(method: string, path: string, operation: Json): Html {
  const {
    summary,
    description,
    parameters = [],
    requestBody,
    responses,
  } = operation as {
    readonly summary: string;
    readonly description: string;
    readonly parameters?: readonly Json[];
    readonly requestBody?: Json;
    readonly responses: Readonly<Record<string, Json>>;
  };
  const rows = parameters.map(
    ({ name, in: where, description: what, schema }) =>
      html`<tr><th><code>${String(name)}</code><td>${String(where)}<td>${String(what ?? '')} <code>${JSON.stringify(schema)}</code>`,
  );
  const answers = Object.entries(responses).map(
    ([status, answer]) => html`<tr><th>${status}<td>${String(answer.description)}`,
  );
  const good = Object.entries(responses).find(([status]) => status.startsWith('2'));
  return html`<section>
<h2><code>${method.toUpperCase()} ${path}</code></h2>
<p>${summary} ${description.replaceAll('`', '')}</p>
${rows.length > 0 && html`<div class="wide"><table>${rows}</table></div>`}
${requestBody !== undefined && html`<details><summary>What is sent</summary>${jsonOf(schemaIn(requestBody))}</details>`}
${good !== undefined && html`<details><summary>What comes back</summary>${jsonOf(schemaIn(good[1]))}</details>`}
<details><summary>Answers by status</summary><table>${answers}</table></details>
</section>`;
}

function schemaIn(holder: Json): unknown {
  const [content] = Object.values(holder.content as Json);
  return (content as Json | undefined)?.schema;
}

const jsonOf = (value: unknown): Html => html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
