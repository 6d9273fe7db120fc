import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const INTRODUCTION = `# The walk

Made by \`npm run walk -- --record\`. It sets up what [going to production](going-to-production.md) describes, on one machine: a Temporal server, Prometheus with the
[alerts](monitoring.md), two workers, and an emulator in place of VOD. Then it breaks that in the six ways the alerts name. Each time the alert has to fire, \`status\` and
\`doctor\` have to say why, the commands of the runbook have to mend it, and every event has to be confirmed and handled in the end.

The alerts are hurried here (\`scripts/monitoring/timings.ts\`): a day of backlog is a minute, ten minutes of little headroom are half a minute. The emulator
tells how many events wait 5 s late, not three minutes. Everything else is as in production. Times, ids and counts are dots; of \`doctor\` only what is not \`ok\` is shown,
except at the beginning.
`;

/** The page of what was told. */
export async function walkPage(told: string): Promise<string> {
  const filepath = join(__dirname, '../docs/walk.md');
  return format(`${INTRODUCTION}${told.replaceAll('\n### ', '\n## ')}\n`, {
    ...(await resolveConfig(filepath)),
    filepath,
  });
}
