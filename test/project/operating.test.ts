/** What docs/operating gives to run the bot with: it names files, settings and paths that there are, and asks for no root. */
import { access, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { validate as lintDockerfile } from 'dockerfile-utils';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Job } from 'kubernetes-models/batch/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Service } from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';
import { configKeys } from '../../src/config.js';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFile(new URL(`docs/operating/${name}`, root), 'utf8');
const yaml = async <Document>(name: string): Promise<readonly Document[]> =>
  parseAllDocuments(await read(name), { strict: true, merge: true }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Document;
  });
const known = (keys: readonly string[]) => {
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((key) => !(configKeys as readonly string[]).includes(key))).toEqual([]);
};

interface Compose {
  readonly services: {
    readonly chair: {
      readonly build: { readonly dockerfile: string };
      readonly environment: Readonly<Record<string, string>>;
      readonly read_only: boolean;
    };
  };
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Pod {
  readonly securityContext: { readonly runAsNonRoot: boolean };
  readonly containers: readonly [
    {
      readonly image: string;
      readonly command?: readonly string[];
      readonly env: readonly { readonly name: string }[];
      readonly ports: readonly { readonly name: string }[];
      readonly livenessProbe: Probe;
      readonly readinessProbe: Probe;
      readonly startupProbe: Probe;
      readonly securityContext: { readonly readOnlyRootFilesystem: boolean };
    },
  ];
}
interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly replicas?: number;
    readonly selector: Readonly<Record<string, unknown>>;
    readonly template?: { readonly metadata: { readonly labels: object }; readonly spec: Pod };
  };
}

describe('The files to run the bot with', () => {
  test('the image copies what there is, starts the bot once while it is made, and runs it without root', async () => {
    const lines = (await read('Dockerfile')).split('\n');
    const copied = lines.flatMap((line) => /^COPY --from=build \/app\/(\S+)/.exec(line)?.[1] ?? []);
    expect(copied.length).toBeGreaterThan(3);
    for (const path of copied.filter((each) => !['dist', 'node_modules'].includes(each)))
      await expect(access(new URL(path, root))).resolves.toBeUndefined();
    const keys = lines.flatMap((line) => (line.startsWith('ENV ') ? [...line.matchAll(/(\w+)=/g)] : []));
    known(keys.map(([, key = '']) => key));
    expect(lintDockerfile(lines.join('\n')).map(({ message }) => message)).toEqual([]);
    expect(lines.filter((line) => line.startsWith('FROM ')).every((line) => /^FROM node:24-slim( |$)/.test(line))).toBe(
      true,
    );
    expect(lines).toContain('RUN node .ci/production.js --here');
    expect(lines.indexOf('USER node')).toBeLessThan(lines.findIndex((line) => line.startsWith('CMD ')));
    expect(lines.join()).toContain('/healthz');
    const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
      scripts: { start: string };
    };
    const command = /^CMD (.*)$/m.exec(lines.join('\n'))?.[1] ?? '[]';
    expect((JSON.parse(command) as string[]).join(' ')).toBe(scripts.start);
  });

  test('systemd starts what was built, reads the .env that the commands read, and writes to its own folder', async () => {
    const unit = await read('empty-chair.service');
    const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
      scripts: { start: string; build: string };
    };
    expect(unit).toContain(`ExecStart=/usr/bin/${scripts.start.replace('dist/', '/opt/empty-chair/dist/')}\n`);
    // npm ci without scripts builds nothing.
    expect(unit).toContain('npm ci --omit=dev --ignore-scripts && npm run build');
    expect(scripts.build).toBe('node build.js');
    expect(unit).toContain('EnvironmentFile=/opt/empty-chair/.env\n');
    const folder = /^Environment=.*DATA_DIR=(\S+)/m.exec(unit)?.[1];
    expect(unit).toContain(`with DATA_DIR=${folder} in it`);
    expect(unit).toContain(`WorkingDirectory=${folder}\n`);
  });

  test('compose sets settings that there are, and nothing is written to the image', async () => {
    const [{ services }] = (await yaml<Compose>('compose.yaml')) as readonly [Compose];
    known(Object.keys(services.chair.environment));
    await expect(access(new URL(services.chair.build.dockerfile, root))).resolves.toBeUndefined();
    expect(services.chair.read_only).toBe(true);
  });

  test('Kubernetes runs two copies that are asked where they answer, and one stays', async () => {
    const [job, deployment, service, budget] = (await yaml<Manifest>('kubernetes.yaml')) as readonly [
      Manifest,
      Manifest,
      Manifest,
      Manifest,
    ];
    const kinds = [job.kind, deployment.kind, service.kind, budget.kind];
    expect(kinds).toEqual(['Job', 'Deployment', 'Service', 'PodDisruptionBudget']);
    const { replicas, template } = deployment.spec;
    const pod = template?.spec;
    if (!pod) throw new Error('The deployment has no pod.');
    const [bot] = pod.containers;
    expect(replicas).toBe(2);
    known(bot.env.map(({ name }) => name));
    const ports = bot.ports.map(({ name }) => name);
    for (const probe of [bot.livenessProbe, bot.readinessProbe, bot.startupProbe]) {
      expect(['/healthz', '/readyz']).toContain(probe.httpGet.path);
      expect(ports).toContain(probe.httpGet.port);
    }
    expect(service.spec.selector).toEqual(template.metadata.labels);
    expect(budget.spec.selector).toEqual({ matchLabels: template.metadata.labels });
    const migration = job.spec.template?.spec;
    const [migrating] = migration?.containers ?? [];
    expect(migrating?.image).toBe(bot.image);
    expect(migrating?.command).toEqual(['node', 'dist/cli.js', 'doctor', 'database', 'migrations', '--fix']);
    expect([migration?.securityContext, migrating?.securityContext]).toEqual([
      pod.securityContext,
      bot.securityContext,
    ]);
    expect([pod.securityContext.runAsNonRoot, bot.securityContext.readOnlyRootFilesystem]).toEqual([true, true]);
  });

  /** By the schemas of Kubernetes' own API. */
  const check = (found: unknown): string | null => {
    const { kind } = found as { kind: 'Job' | 'Deployment' | 'Service' | 'PodDisruptionBudget' };
    const models = { Job, Deployment, Service, PodDisruptionBudget };
    try {
      new models[kind](found as never).validate();
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('Kubernetes takes them, as its schemas say', async () => {
    const manifests = await yaml<Manifest>('kubernetes.yaml');
    expect(manifests.map(check)).toEqual(manifests.map(() => null));
    const [, deployment] = manifests;
    expect(check({ ...deployment, spec: { ...deployment?.spec, replicas: 'two' } })).toContain('replicas');
    expect(check({ ...deployment, spec: { ...deployment?.spec, template: undefined } })).toContain('template');
  });
});
