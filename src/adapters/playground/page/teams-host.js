/** How Teams dresses Adaptive Cards, for Microsoft's renderer: sizes as in Teams, colours light or dark. */

const palettes = {
  light: {
    text: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#237b4b',
    warning: '#8a5a00',
    attention: '#c4314b',
    line: '#e0e0e0',
    emphasis: '#f5f5f5',
    paper: '#ffffff',
    goodPaper: '#e7f2da',
    warningPaper: '#fbf6d9',
    attentionPaper: '#fcf4f6',
    accentPaper: '#e8ebfa',
  },
  dark: {
    text: '#f0f0f0',
    subtle: '#adadad',
    accent: '#9299f7',
    good: '#92c353',
    warning: '#f8d22a',
    attention: '#f9526b',
    line: '#4a4a4a',
    emphasis: '#383838',
    paper: '#2d2d2d',
    goodPaper: '#2f3d22',
    warningPaper: '#463c12',
    attentionPaper: '#4b2129',
    accentPaper: '#3a3d6b',
  },
};

export function hostConfig(isDark) {
  const palette = palettes[isDark ? 'dark' : 'light'];
  const colour = (shade) => ({ default: shade, subtle: shade });
  const foregroundColors = {
    default: { default: palette.text, subtle: palette.subtle },
    dark: { default: palette.text, subtle: palette.subtle },
    light: { default: palette.subtle, subtle: palette.subtle },
    accent: colour(palette.accent),
    good: colour(palette.good),
    warning: colour(palette.warning),
    attention: colour(palette.attention),
  };
  const container = (backgroundColor) => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: "'Segoe UI', Inter, system-ui, sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: palette.line },
    supportsInteractivity: true,
    containerStyles: {
      default: container(palette.paper),
      emphasis: container(palette.emphasis),
      good: container(palette.goodPaper),
      warning: container(palette.warningPaper),
      attention: container(palette.attentionPaper),
      accent: container(palette.accentPaper),
    },
    actions: {
      maxActions: 20,
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 12 },
    },
    factSet: { title: { weight: 'bolder', maxWidth: 160, wrap: true }, value: { wrap: true }, spacing: 12 },
    adaptiveCard: { allowCustomStyle: true },
  };
}
