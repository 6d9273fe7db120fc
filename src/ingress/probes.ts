export const LIVENESS_PATH = '/livez';
export const READINESS_PATH = '/readyz';
export const PROBES: readonly string[] = [LIVENESS_PATH, READINESS_PATH];
