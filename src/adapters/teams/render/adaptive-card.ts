/** The part of Adaptive Cards 1.5 that we send, as Microsoft's schema has it. The Teams renderers build these. */

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  /** Shown by clients that can't show the card. */
  readonly fallbackText?: string;
  readonly body: readonly Element[];
  readonly actions?: readonly CardAction[];
  /** True: read from right to left. */
  readonly rtl?: boolean;
  /** Asked by the client of each of these people when the card comes into view; the answer takes the card's place. */
  readonly refresh?: { readonly action: Omit<Execute, 'fallback'>; readonly userIds: readonly string[] };
  /** Teams' own: who is meant by each `<at>`. */
  readonly msteams?: { readonly entities: readonly MentionEntity[] };
}

export interface MentionEntity {
  readonly type: 'mention';
  /** `<at>Name</at>`, exactly as in the text. */
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

interface Placed {
  readonly spacing?: 'None' | 'Small' | 'Default' | 'Medium';
  /** A line above. */
  readonly separator?: boolean;
}

interface TextLook {
  readonly size?: 'Small' | 'Default' | 'Medium' | 'Large';
  readonly weight?: 'Bolder';
  readonly isSubtle?: boolean;
  readonly color?: 'Attention' | 'Accent';
}

/** Its text is Markdown, and `{{DATE()}}` and `<at>` count in it. */
export interface TextBlock extends Placed, TextLook {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly style?: 'heading';
}

/** Literal text. */
export interface TextRun extends TextLook {
  readonly type: 'TextRun';
  readonly text: string;
  readonly italic?: boolean;
  readonly fontType?: 'Monospace';
  readonly selectAction?: OpenUrl;
}

export interface RichTextBlock extends Placed {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
}

export interface Container extends Placed {
  readonly type: 'Container';
  readonly style?: 'emphasis' | 'good' | 'warning' | 'attention';
  readonly bleed?: boolean;
  readonly rtl?: boolean;
  readonly items: readonly Element[];
}

export interface ColumnSet extends Placed {
  readonly type: 'ColumnSet';
  readonly columns: readonly Column[];
}

export interface Column {
  readonly type: 'Column';
  /** A number is a share of the width. */
  readonly width: 'auto' | 'stretch' | number;
  readonly verticalContentAlignment?: 'Center';
  readonly style?: 'emphasis';
  /** Pressed anywhere in it. Phones have shown cards blank whose columns hold sets of buttons. */
  readonly selectAction?: Execute | OpenUrl;
  readonly items: readonly Element[];
}

export interface ActionSet extends Placed {
  readonly type: 'ActionSet';
  readonly actions: readonly CardAction[];
}

interface ActionLook {
  readonly title: string;
  readonly style?: 'positive' | 'destructive';
}

export interface Execute extends ActionLook {
  readonly type: 'Action.Execute';
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** For clients without universal actions. */
  readonly fallback: Submit;
}

export interface Submit extends ActionLook {
  readonly type: 'Action.Submit';
  readonly data: Readonly<Record<string, unknown>>;
}

export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title?: string;
  readonly url: string;
}

/** Opens a small card under the buttons. */
export interface ShowCard extends ActionLook {
  readonly type: 'Action.ShowCard';
  readonly card: {
    readonly type: 'AdaptiveCard';
    readonly body: readonly Element[];
    readonly actions: readonly CardAction[];
  };
}

export type CardAction = Execute | Submit | OpenUrl | ShowCard;

interface InputBase extends Placed {
  readonly id: string;
  readonly label: string;
  readonly isRequired?: boolean;
  /** Shown by the client when a required input is left empty. */
  readonly errorMessage?: string;
}

export interface InputText extends InputBase {
  readonly type: 'Input.Text';
  readonly isMultiline?: boolean;
  readonly maxLength?: number;
  readonly value?: string;
  readonly placeholder?: string;
}

export interface InputChoiceSet extends InputBase {
  readonly type: 'Input.ChoiceSet';
  readonly style: 'compact' | 'expanded' | 'filtered';
  readonly isMultiSelect?: boolean;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  /** Teams' people picker searches the directory by this. */
  readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: string };
  readonly value?: string;
  readonly placeholder?: string;
  readonly wrap?: boolean;
}

export interface InputDate extends InputBase {
  readonly type: 'Input.Date';
  readonly value?: string;
}

export interface InputToggle extends InputBase {
  readonly type: 'Input.Toggle';
  readonly title: string;
  readonly value: 'true' | 'false';
}

export type Input = InputText | InputChoiceSet | InputDate | InputToggle;

export interface Image extends Placed {
  readonly type: 'Image';
  readonly url: string;
  readonly altText: string;
  /** As wide as the card. */
  readonly size: 'Stretch';
}

interface ChartBase extends Placed {
  readonly title: string;
  readonly showTitle: boolean;
  readonly yAxisTitle?: string;
  /** For clients without charts of their own. */
  readonly fallback: Element;
}

interface ChartPoint {
  readonly x: string;
  readonly y: number;
}

interface ChartSeries {
  readonly legend: string;
  /** A colour's name in Teams. */
  readonly color?: string;
  readonly values: readonly ChartPoint[];
}

/** Teams' own, in cards of 1.5 (@microsoft/teams.cards). */
export type ChartElement =
  | (ChartBase & { readonly type: 'Chart.Line'; readonly data: readonly ChartSeries[] })
  | (ChartBase & {
      readonly type: 'Chart.VerticalBar';
      readonly color?: string;
      readonly showBarValues: boolean;
      readonly data: readonly ChartPoint[];
    })
  | (ChartBase & {
      readonly type: 'Chart.VerticalBar.Grouped';
      readonly stacked: boolean;
      readonly data: readonly ChartSeries[];
    });

export type Element = TextBlock | RichTextBlock | Container | ColumnSet | ActionSet | Input | Image | ChartElement;
