export { vodEventBatch } from './batch';
export { vodEvent } from './event';
export { vodEventPoller } from './poller';
