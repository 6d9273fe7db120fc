/** The dashboard as the types of Grafana's SDK have it, down to the options of each kind of panel, which they leave open. */
import type { GraphFieldConfig } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard, FieldConfig, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Options as StatOptions } from '@grafana/grafana-foundation-sdk/stat';
import type {
  FieldConfig as StateTimelineFieldConfig,
  Options as StateTimelineOptions,
} from '@grafana/grafana-foundation-sdk/statetimeline';
import type { Options as TimeSeriesOptions } from '@grafana/grafana-foundation-sdk/timeseries';

interface PanelOf<Type extends string, Options, Custom> extends Omit<
  Panel,
  'type' | 'targets' | 'options' | 'fieldConfig'
> {
  type: Type;
  id: number;
  title: string;
  description: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets: Dataquery[];
  options: Options;
  fieldConfig: { defaults: Omit<FieldConfig, 'custom'> & { unit: string; custom?: Custom }; overrides: [] };
}

export type AnyPanel =
  | PanelOf<'timeseries', Partial<TimeSeriesOptions>, GraphFieldConfig>
  | PanelOf<'stat', Partial<StatOptions>, undefined>
  | PanelOf<'state-timeline', Partial<StateTimelineOptions>, StateTimelineFieldConfig>;

interface Row extends Omit<RowPanel, 'panels'> {
  gridPos: { x: number; y: number; w: number; h: number };
  panels: [];
}

/** Without what it does not have, where the types say less. */
export interface WholeDashboard extends Omit<Dashboard, 'panels' | 'annotations' | 'snapshot'> {
  uid: string;
  panels: (AnyPanel | Row)[];
  annotations: Record<string, never>;
}
