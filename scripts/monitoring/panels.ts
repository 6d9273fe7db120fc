/** The three kinds of panels that the dashboard has. Each says what it shows and why one would look at it. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
  StackingConfigBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Panel,
  type Threshold,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** Legend to query. */
type Queries = Readonly<Record<string, string>>;

export interface PanelText {
  title: string;
  description: string;
  /** One of Grafana's units. */
  unit: string;
  queries: Queries;
}

/** Eight rows high; the width of the grid is 24. */
const HEIGHT = 8;

export interface GraphOptions {
  width?: number;
  stacked?: boolean;
  max?: number;
}

export function graph(text: PanelText, { width = 8, stacked = false, max }: GraphOptions = {}): Builder<Panel> {
  const panel = new TimeSeriesBuilder()
    .span(width)
    .height(HEIGHT)
    .title(text.title)
    .description(text.description)
    .datasource(DATASOURCE)
    .unit(text.unit)
    .min(0)
    .fillOpacity(stacked ? 30 : 8)
    .showPoints(VisibilityMode.Never)
    .stacking(new StackingConfigBuilder().mode(stacked ? StackingMode.Normal : StackingMode.None))
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .targets(targets(text.queries));
  return max === undefined ? panel : panel.max(max);
}

/** The last value of each series, coloured by the highest step that it reaches. */
export function figure(text: PanelText, steps: Threshold[], width = 4): Builder<Panel> {
  return new StatBuilder()
    .span(width)
    .height(HEIGHT)
    .title(text.title)
    .description(text.description)
    .datasource(DATASOURCE)
    .unit(text.unit)
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.ValueAndName)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .targets(targets(text.queries));
}

export interface Shown {
  text: string;
  color: string;
}

/** One line a series; a number stands for a state. */
export function states(text: PanelText, shown: Readonly<Record<number, Shown>>, width = 8): Builder<Panel> {
  return new StateTimelineBuilder()
    .span(width)
    .height(HEIGHT)
    .title(text.title)
    .description(text.description)
    .datasource(DATASOURCE)
    .unit(text.unit)
    .mappings([{ type: MappingType.ValueToText, options: shown }])
    .showValue(VisibilityMode.Auto)
    .mergeValues(true)
    .targets(targets(text.queries));
}

function targets(queries: Queries): DataqueryBuilder[] {
  return Object.entries(queries).map(([legend, expr], index) =>
    new DataqueryBuilder()
      .datasource(DATASOURCE)
      .refId(String.fromCharCode('A'.charCodeAt(0) + index))
      .expr(expr)
      .legendFormat(legend)
      .range(),
  );
}
