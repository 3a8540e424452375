/** Everything that the rooms' doors answer to, by id; the router looks it up here. */
import type { Command, Feature } from './feature.js';
import type { InteractionContext, Said } from './interaction.js';
import type { Reply } from './reply.js';

/** The answer of the first room that the words are meant for; null: none. */
export type Hear = (said: Said, context: InteractionContext) => Promise<Reply | null>;

/** Asks them in their order. */
export function firstToHear(features: readonly Pick<Feature, 'hears'>[]): Hear {
  return async (said, context) => {
    for (const feature of features) {
      const heard = await feature.hears?.(said, context);
      if (heard) return heard;
    }
    return null;
  };
}

export interface Doors {
  readonly commands: readonly Command[];
  readonly actions: ReadonlyMap<string, NonNullable<Feature['actions']>[string]>;
  readonly forms: ReadonlyMap<string, NonNullable<Feature['forms']>[string]>;
  readonly capture: Feature['capture'] | null;
  readonly uncapture: Feature['uncapture'] | null;
  readonly hear: Hear;
  /** In their order, for what is asked of each in turn. */
  readonly features: readonly Feature[];
}

/** @throws Error that names every id that two doors answer to: one of them would never be heard. */
export function openDoors(features: readonly Feature[]): Doors {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  const captures = features.flatMap((feature) => feature.capture ?? []);
  const actions = features.flatMap((feature) => Object.entries(feature.actions ?? {}));
  const forms = features.flatMap((feature) => Object.entries(feature.forms ?? {}));
  refuseDoubles({
    command: commands.map((command) => command.name.toLowerCase()),
    action: actions.map(([id]) => id),
    form: forms.map(([id]) => id),
    message: features.flatMap((feature) => Object.keys(feature.outgoing ?? {})),
    sweep: features.flatMap((feature) => (feature.sweeps ?? []).map((sweep) => sweep.name)),
    capture: captures.map(() => 'of messages'),
  });
  return {
    commands,
    actions: new Map(actions),
    forms: new Map(forms),
    capture: captures[0] ?? null,
    uncapture: features.flatMap((feature) => feature.uncapture ?? [])[0] ?? null,
    hear: firstToHear(features),
    features,
  };
}

function refuseDoubles(idsByKind: Readonly<Record<string, readonly string[]>>): void {
  const doubles = Object.entries(idsByKind).flatMap(([kind, ids]) =>
    ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${kind} ${id}`),
  );
  if (doubles.length > 0) throw new Error(`Two doors answer to: ${[...new Set(doubles)].join(', ')}.`);
}
