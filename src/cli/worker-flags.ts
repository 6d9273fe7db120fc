import { CONFIG_VARIABLE } from '../worker/config-file';

/** Of every command that is about what a worker is configured with. */
export const ROUTES_OPTION = [
  '--routes <module>',
  'CommonJS or ESM module whose default export maps event types to handlers; required where no file names one',
] as const;
export const SOURCE_OPTION = [
  '--source <name>',
  'name of the source in workflow ids (default: VOD_SUB_APP_ID, or "default")',
] as const;
export const CONFIG_OPTION = [
  '--config <file>',
  `settings and any number of sources, in TOML or JSON (default: ${CONFIG_VARIABLE})`,
] as const;
