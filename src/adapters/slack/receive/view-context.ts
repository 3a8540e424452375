/** What a modal carries besides its fields: the form's subject, and where it was opened. reply.ts writes, receive.ts reads. */

export interface ViewContext {
  /** The channel in which it was opened; null: privately, or where there is none. */
  readonly channelId: string | null;
  readonly subject: string;
}

/** `C0123|F-12`, `|F-12`. */
export function writeContext({ channelId, subject }: ViewContext): string {
  return `${channelId ?? ''}|${subject}`;
}

export function readContext(metadata: string): ViewContext {
  const [, channelId, subject] = /^([CGD][A-Z0-9]+)?\|([\s\S]*)$/.exec(metadata) ?? [];
  return subject === undefined ? { channelId: null, subject: metadata } : { channelId: channelId ?? null, subject };
}
