/**
 * Draws a chart as SVG and as PNG, on any machine: the fonts come with the bot, so none of the system's are asked for.
 * What draws is loaded with the first chart, so a bot that never draws does not carry it.
 */
import { createRequire } from 'node:module';
import type { Chart } from '../../chat/card.js';
import { chartOption } from './chart-option.js';
import { loadEcharts } from './echarts.js';
import { fontFamily, pixelRatio, size } from './look.js';

const { resolve } = createRequire(import.meta.url);

/** An SVG of 400 by 325 pixels on white. A browser sets its words in DejaVu Sans or its own sans serif. */
export async function drawSvg(chart: Chart): Promise<string> {
  const { init } = await loadEcharts();
  const drawing = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    drawing.setOption(chartOption(chart));
    return drawing.renderToSVGString();
  } finally {
    // ECharts keeps a timer, which would keep the process alive.
    drawing.dispose();
  }
}

/** The same as a PNG of 1024 by 832, far below 1 MB. Drawn off the main thread; deterministic. */
export async function drawPng(chart: Chart): Promise<Buffer> {
  const [svg, { renderAsync }] = await Promise.all([drawSvg(chart), import('@resvg/resvg-js')]);
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: pixelRatio },
    font: {
      loadSystemFonts: false,
      fontFiles: fonts.map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)),
      defaultFontFamily: fontFamily.split(',')[0],
    },
  });
  return image.asPng();
}

const fonts = ['DejaVuSans', 'DejaVuSans-Bold'] as const;
