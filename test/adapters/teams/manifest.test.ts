/** The app package: valid by Microsoft's own schema, true to the doors, and whole. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { buildPackage, fillManifest } from '../../../src/adapters/teams/package/build-package.js';
import { packageCommand } from '../../../src/adapters/teams/package/package-command.js';
import { captureCommand, extensionLines } from '../../../src/adapters/teams/receive/act.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createTeamsStage } from '../../support/teams-stage.js';

const deployment = { appId: '12345678-1234-4234-8234-123456789ABC', url: new URL('https://chair.acme.example') };

interface Manifest {
  readonly id: string;
  readonly bots: readonly [
    {
      readonly botId: string;
      readonly commandLists: readonly {
        readonly scopes: readonly string[];
        readonly commands: readonly { title: string }[];
      }[];
    },
  ];
  readonly composeExtensions: readonly [{ readonly commands: readonly { readonly id: string }[] }];
  readonly authorization: { readonly permissions: { readonly resourceSpecific: readonly { readonly name: string }[] } };
  readonly validDomains: readonly string[];
  readonly supportsChannelFeatures: string;
}

const manifest = JSON.parse(await fillManifest(deployment)) as Manifest;

describe('The manifest of Teams', () => {
  test('is valid by Microsoft’s schema of its version', async () => {
    const file = new URL(
      '../../../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.schema.json',
      import.meta.url,
    );
    const schema = JSON.parse(await readFile(file, 'utf8'));
    expect(await AppManifestUtils.validateAgainstSchema(manifest as never, schema)).toEqual([]);
  });

  test('names the deployment’s bot and address', () => {
    expect(manifest.id).toBe('12345678-1234-4234-8234-123456789abc');
    expect(manifest.bots[0].botId).toBe(manifest.id);
    expect(manifest.validDomains).toEqual(['chair.acme.example']);
  });

  test('asks for no messages that are not meant for the bot', () => {
    const names = manifest.authorization.permissions.resourceSpecific.map(({ name }) => name);
    expect(names).toEqual(['OnlineMeeting.ReadBasic.Chat', 'ChannelMeeting.ReadBasic.Group']);
  });

  test('can be added to private and shared channels too', () => {
    expect(manifest.supportsChannelFeatures).toBe('tier1');
  });

  test('offers the dialogs that the adapter opens', () => {
    const ids = manifest.composeExtensions[0].commands.map(({ id }) => id);
    expect(ids).toEqual([captureCommand, ...Object.keys(extensionLines)]);
  });
});

describeOnDatabase('The commands of the manifest of Teams', (database) => {
  test('are answered in a channel and in the private chat', async () => {
    const stage = await createTeamsStage({ database: database(), workspace: harbourLights });
    try {
      for (const { scopes, commands } of manifest.bots[0].commandLists) {
        const place = scopes.includes('personal') ? null : '#support';
        for (const { title } of commands) {
          const reply = await stage.say('maya', title, place);
          const heading = reply.kind === 'card' ? reply.card.title : reply.kind;
          expect(`${title}: ${heading}`).not.toMatch(/I don’t know|Nearly/);
        }
      }
    } finally {
      await stage.stop();
    }
  });
});

describe('The app package', () => {
  test('holds manifest and icons at its root, and is the same for the same deployment', async () => {
    const zip = await buildPackage(deployment);
    const files = unzipSync(zip);
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect([...(files['color.png'] ?? [])].slice(1, 4)).toEqual([...Buffer.from('PNG')]);
    expect(Buffer.from(zip).equals(Buffer.from(await buildPackage(deployment)))).toBe(true);
  });

  test.each([
    [['--url', 'http://chair.acme.example'], 'https://'],
    [['--url', 'https://chair.acme.example'], 'MicrosoftAppId'],
    [['--colour', 'red'], '--colour'],
  ])('%j is refused with what to type', async (words, expected) => {
    const said: string[] = [];
    const deps = { appId: undefined, publicUrl: undefined, say: () => {}, error: (line: string) => said.push(line) };
    expect(await packageCommand(words, deps)).toBe(2);
    expect(said.join()).toContain(expected);
  });
});
