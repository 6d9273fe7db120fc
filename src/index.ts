export { defineRoutes } from './routes/define-routes';
export type { Handler, HandlerContext, HandlerLog, HandlerRoute, Route, RouteRetry } from './routes/types';
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
