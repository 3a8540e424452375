/** The app package that a tenant's admin uploads: manifest and icons, filled in for one deployment. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';

/** The same path leads to it from src/ and from dist/. */
const folder = fileURLToPath(new URL('../../../../manifests/teams/', import.meta.url));
const placeholderId = '00000000-0000-0000-0000-000000000000';
const placeholderHost = 'chair.example.com';

export interface Deployment {
  /** The bot's registration: MicrosoftAppId. */
  readonly appId: string;
  /** Where others reach the bot: `https://chair.acme.com`. */
  readonly url: URL;
}

/** The manifest as text, with the deployment's id and address. */
export async function fillManifest({ appId, url }: Deployment): Promise<string> {
  const template = await readFile(`${folder}manifest.json`, 'utf8');
  return template.replaceAll(placeholderId, appId.toLowerCase()).replaceAll(placeholderHost, url.host);
}

/** A zip with its three files at the root, as Teams wants them. */
export async function buildPackage(deployment: Deployment): Promise<Uint8Array> {
  const manifest = await fillManifest(deployment);
  const [color, outline] = await Promise.all(['color.png', 'outline.png'].map((name) => readFile(`${folder}${name}`)));
  if (!color || !outline) throw new Error('The icons are missing.');
  // The time of a zip entry has no zone; a fixed one makes the same package of the same input.
  const options = { mtime: new Date(2026, 0, 1) };
  return zipSync({
    'manifest.json': [new TextEncoder().encode(manifest), options],
    'color.png': [color, options],
    'outline.png': [outline, options],
  });
}
