import { CONSOLE_UI_PROBE_MS } from '../core/defaults';
import { isLoopback } from './access';

/** What `temporal server start-dev` adds to its port for that of its UI. */
const UI_PORT_OFFSET = 1_000;

/** The UI of a development server on this machine; undefined where Temporal is elsewhere, or nothing answers there. */
export async function localTemporalUi(temporalAddress: string): Promise<string | undefined> {
  const { hostname, port } = new URL(`tcp://${temporalAddress}`);
  if (!isLoopback(hostname.replace(/^\[|\]$/g, ''))) return undefined;
  const url = `http://localhost:${Number(port) + UI_PORT_OFFSET}`;
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(CONSOLE_UI_PROBE_MS) });
    return ok ? url : undefined;
  } catch {
    return undefined;
  }
}
