import { rules } from '../scripts/monitoring/rules';

/** The runbook's file name of each alert, as its annotation has it. */
export function runbooks(): Map<string, string> {
  const alerts = rules().groups.flatMap((group) => group.rules.flatMap((rule) => ('alert' in rule ? [rule] : [])));
  return new Map(alerts.map(({ alert, annotations }) => [alert, annotations.runbook_url.replace(/^.*\//, '')]));
}
