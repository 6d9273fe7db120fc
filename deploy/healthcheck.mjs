// Whether the process of this container lives: 0 when `/livez` answers 200, of the worker or, where that has an address, of the ingress.
const { VOD_EVENTS_INGRESS_ADDRESS: ingress, VOD_EVENTS_HEALTH_ADDRESS: worker } = process.env;
const response = await fetch(`http://${ingress || worker}/livez`, { signal: AbortSignal.timeout(4_000) });
process.exit(response.ok ? 0 : 1);
