/** The parts of ECharts that our charts need and no others, which load in a third of the time. draw-chart.ts loads this with the first chart. */
import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { textWidth } from './text-width.js';

use([BarChart, CustomChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

// It would guess by Latin letters alone, and legends in other scripts would run into each other.
setPlatformAPI({
  measureText: (text, font = '12px') => ({ width: textWidth(text, Number(/([\d.]+)px/.exec(font)?.[1] ?? 12)) }),
});

export { init };
