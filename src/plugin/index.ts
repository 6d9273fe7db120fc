export { ConfigurationError, UnreadablePollerError } from '../worker/errors';
export { PluginConflictError, WorkflowsMissingError } from './errors';
export type { PluginSource, VodEventsPluginOptions } from './options';
export { VodEventsPlugin } from './plugin';
