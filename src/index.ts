export { defineRoutes } from './routes/define-routes';
export { Park, RetryLater } from './routes/decisions';
export type {
  ActivityRoute,
  Handler,
  HandlerContext,
  HandlerLog,
  HandlerRoute,
  IgnoreRoute,
  Middleware,
  ParkRoute,
  Route,
  RouteRetry,
  SignalRunningRoute,
  SignalWorkflowRoute,
  StartWorkflowRoute,
} from './routes/types';
export { bySessionContext, sessionContextOf } from './vod/session-context';
export { fileIdsOf, subTasks, taskOutcome, taskSucceeded, type SubTask, type TaskOutcome } from './vod/task-results';
export type { RoutedEvent } from './core/contract';
export type {
  EventType,
  HandledEvent,
  KnownEvent,
  PayloadOf,
  UndocumentedType,
  UnknownEvent,
  VodEvent,
  VodEventOf,
} from './vod/event-types';
