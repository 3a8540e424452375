/** `npm run teams:package -- --url https://…`: writes the app package. src/cli.ts calls it. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildPackage } from './build-package.js';

export interface PackageCommandDeps {
  /** MicrosoftAppId and PUBLIC_URL, where they are set. */
  readonly appId: string | undefined;
  readonly publicUrl: string | undefined;
  say(line: string): void;
  error(line: string): void;
}

const usage = 'Usage: npm run teams:package -- --url https://chair.example.com [--app-id ID] [--out teams.zip]';

/** @returns the exit code: 0 written, 2 the words were wrong */
export async function packageCommand(words: readonly string[], deps: PackageCommandDeps): Promise<number> {
  const refuse = (sentence: string) => {
    deps.error(`${sentence}\n${usage}`);
    return 2;
  };
  const options = { url: { type: 'string' }, 'app-id': { type: 'string' }, out: { type: 'string' } } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ args: [...words], options }));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  const { url: typed = deps.publicUrl, 'app-id': appId = deps.appId, out = 'teams.zip' } = values;
  const url = typed !== undefined && URL.canParse(typed) ? new URL(typed) : null;
  if (url?.protocol !== 'https:')
    return refuse('Teams reaches the bot at an address that begins with https://. Name it with --url.');
  if (!appId || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId)) {
    return refuse('The package needs the bot’s id. Set MicrosoftAppId, or name it with --app-id.');
  }
  await writeFile(out, await buildPackage({ appId, url }));
  deps.say(`${out} is written. Upload it in Teams: Apps, Manage your apps, Upload an app.`);
  deps.say(`The bot’s endpoint is ${url.origin}/api/messages.`);
  return 0;
}
