import fastify from 'fastify';
import { LIVENESS_PATH, READINESS_PATH } from '../ingress/probes';
import { parseSocketAddress } from '../settings/setting';
import { HealthListenError } from './errors';
import type { Health } from './health';

/**
 * Answers the probes at this address until it is closed.
 * @throws HealthListenError when the address cannot be bound
 */
export async function serveHealth(address: string, health: Health): Promise<{ url: string; close(): Promise<void> }> {
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.get(LIVENESS_PATH, (_request, reply) => {
    const report = health.live();
    return reply.code(report.live ? 200 : 503).send(report);
  });
  server.get(READINESS_PATH, async (_request, reply) => {
    const report = await health.ready();
    return reply.code(report.ready ? 200 : 503).send(report);
  });
  try {
    const url = await server.listen(parseSocketAddress(address));
    return { url, close: () => server.close() };
  } catch (error) {
    throw new HealthListenError(address, error);
  }
}
