import {
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
  type Dashboard,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DATASOURCE } from './panels';
import { selector } from './promql';
import { capacityAndRate } from './rows/capacity-and-rate';
import { eventsAndHandlers } from './rows/events-and-handlers';
import { isItFlowing } from './rows/is-it-flowing';
import { ownedAndParked } from './rows/owned-and-parked';
import { temporal } from './rows/temporal';
import { theWindow } from './rows/the-window';

/** From what one looks at first to what one looks at last. */
const ROWS: Readonly<Record<string, () => Builder<Panel>[]>> = {
  'Is it flowing?': isItFlowing,
  Window: theWindow,
  'Events and handlers': eventsAndHandlers,
  'Owned and parked': ownedAndParked,
  'Capacity and rate': capacityAndRate,
  Temporal: temporal,
};

/** The dashboard as Grafana imports it. */
export function dashboard(): Dashboard {
  const builder = new DashboardBuilder('VOD events')
    .uid('vod-events')
    .description(
      'Do the events of Tencent Cloud VOD flow, and is there room? Made from the list of metrics of temporal-vod-events.',
    )
    .tags(['vod-events', 'temporal'])
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-3h', to: 'now' })
    .refresh('30s')
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'))
    .withVariable(
      new QueryVariableBuilder('source')
        .label('Source')
        .description('VOD applications')
        .datasource(DATASOURCE)
        .query(`label_values(${selector('vod_events_poller_state')}, source)`)
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .sort(VariableSort.NaturalAsc)
        .multi(true)
        .includeAll(true)
        .allValue('.*')
        .current({ text: 'All', value: '$__all' }),
    );
  for (const [title, panels] of Object.entries(ROWS)) {
    builder.withRow(new RowBuilder(title));
    for (const panel of panels()) builder.withPanel(panel);
  }
  const built = builder.build();
  return { ...built, panels: built.panels?.map((panel, index) => ({ ...panel, id: index + 1 })) };
}
