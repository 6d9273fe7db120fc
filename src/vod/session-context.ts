import { isRecord } from './read-event';

/** As much of an event as is looked at: what a handler is given has it. */
interface WithPayload {
  readonly payload: object;
}

/**
 * The text that whoever submitted a task sent along with it (`SessionContext`, up to 1,000 characters), and for an uploaded file its
 * uploader's `SourceContext`. `undefined` when there is none or it is empty.
 */
export function sessionContextOf({ payload }: WithPayload): string | undefined {
  const { SessionContext: context, MediaBasicInfo: media } = payload as Record<string, unknown>;
  if (isText(context)) return context;
  const source = isRecord(media) && isRecord(media.SourceInfo) ? media.SourceInfo.SourceContext : undefined;
  return isText(source) ? source : undefined;
}

/**
 * For a route's `workflowId`: the workflow whose id the submitter of a task put into its `SessionContext`. When more than an id is in there,
 * `idIn` is to find it: `bySessionContext((context) => JSON.parse(context).workflowId)`.
 *
 * An event without a `SessionContext` has no such id and is parked; keep those from the route with
 * `when: (event) => sessionContextOf(event) !== undefined`.
 */
export function bySessionContext(
  idIn: (context: string) => string = (context) => context,
): (event: WithPayload) => string {
  return (event) => {
    const context = sessionContextOf(event);
    return context === undefined ? '' : idIn(context);
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
