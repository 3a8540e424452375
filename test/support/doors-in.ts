/** Every button and form in what a company was shown. */
export interface Button {
  readonly action: string;
  readonly value: string;
}
export interface Opened {
  readonly form: string;
  readonly subject: string;
  readonly fields: readonly {
    readonly name: string;
    readonly kind: string;
    readonly options?: readonly { readonly value: string }[];
  }[];
}

/** Every button and form in what was shown, once each. */
export function doorsIn(shown: unknown): { readonly buttons: readonly Button[]; readonly forms: readonly Opened[] } {
  const buttons = new Map<string, Button>();
  const forms = new Map<string, Opened>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { action, value: carried, form, subject } = value as Partial<Button & Opened>;
    if (typeof action === 'string' && typeof carried === 'string')
      buttons.set(`${action} ${carried}`, { action, value: carried });
    if (typeof form === 'string' && typeof subject === 'string') forms.set(`${form} ${subject}`, value as Opened);
    for (const part of Object.values(value)) look(part);
  };
  look(shown);
  return { buttons: [...buttons.values()], forms: [...forms.values()] };
}
