/**
 * Every default of this system, each with its reason. Times are in ms.
 *
 * The facts of the API (PullEvents and ConfirmEvents, version 2018-07-17) come first: they are not ours to change.
 */

/** A handle confirms for 30 s after delivery. API document PullEvents. */
export const WINDOW_MS = 30_000;
/** PullEvents hands out at most 16 events and ConfirmEvents takes at most 16 handles. API documents. */
export const MAX_EVENTS_PER_CALL = 16;

/**
 * What we keep of the window: the clock of the pump and that of the server may differ, and the delivery was some network time before
 * `pulledAt`. Two seconds cover clocks kept by NTP with room to spare and still leave 28 s.
 */
export const DEADLINE_MARGIN_MS = 2_000;

/**
 * How far the clocks of two workers may be apart. It matters only where a worker goes on with the confirm of another, which was asked for at
 * a time that only `pulledAt` tells: then so much of the window is given up.
 */
export const CLOCKS_APART_MS = 10_000;

/**
 * How long a batch waits for a handler before the event gets a workflow of its own. Most handlers end within milliseconds; two seconds
 * outlast a slow database call and keep a batch within one workflow task.
 */
export const QUICK_BUDGET_MS = 2_000;
/** Pauses between tries in place. Most failures pass in a second; a workflow per failure costs 2.5 times the throughput (measured, 5 % failing). */
export const IN_PLACE_PAUSES_MS: readonly number[] = [50, 200, 500];

/** What the hand-over leaves of the window for the confirm, and the handlers of a late batch for the hand-over. */
export const CONFIRM_RESERVE_MS = 3_000;
export const HAND_OVER_RESERVE_MS = 500;
/** With the policy `processed` handlers have what the window leaves, and are tried again all the while. */
export const PROCESSED_BUDGET_MS = WINDOW_MS - DEADLINE_MARGIN_MS - CONFIRM_RESERVE_MS;
/** Deliveries of an event until it is parked, with the policy `processed`: about five minutes, longer than a restart or a failover downstream. */
export const MAX_DELIVERIES = 10;
/** How long the hand-over of events without a handle is tried before the whole activity is, which must end within its 30 s. */
export const SUBMITTED_HAND_OVER_MS = 25_000;

/**
 * Handlers of batches running at once in one process. An event that finds no place within the quick budget is handed over without being
 * started: Temporal is the buffer. Handing over at once instead turned a short stall into a thousand workflows (measured).
 */
export const MAX_HANDLERS = 500;
/** Hand-overs under way at once in one process. More would only queue in the connection, before the calls that the window depends on. */
export const MAX_HAND_OVERS = 50;
/** How long a handler's outcome is kept for a batch or workflow that asks for it late: as long as its batch can live. */
export const OUTCOME_KEPT_MS = 30_000;
/** How long a handler may take to settle once its signal is aborted. One that ignores it is parked, never run a second time beside itself. */
export const ABORT_GRACE_MS = 2_000;

/** One try of a route's handler. Long enough for any sane handler, short enough that a hung one is seen the same day. */
export const HANDLER_TIMEOUT_MS = 60 * 60_000;
/** Tries until an event is parked, and the pauses between them: about four minutes in all, longer than a restart or a failover downstream. */
export const RETRY_MAXIMUM_ATTEMPTS = 10;
export const RETRY_INITIAL_INTERVAL_MS = 1_000;
export const RETRY_BACKOFF_COEFFICIENT = 2;
export const RETRY_MAXIMUM_INTERVAL_MS = 60_000;

/** What a handler may put off its next try by: longer than that is a plan, and belongs into a workflow. */
export const MAX_RETRY_LATER_MS = 24 * 60 * 60_000;
/** One call to Temporal that starts or signals a route's workflow. The client itself tries again within it; then the try has failed. */
export const ROUTE_CALL_TIMEOUT_MS = 5_000;
/** How long an activity elsewhere may wait for a worker before its event is parked: longer than a deployment or a backlog of that service. */
export const ACTIVITY_START_TIMEOUT_MS = 60 * 60_000;
/** Bytes of a workflow id. The server's default limit. */
export const MAX_WORKFLOW_ID_BYTES = 1_000;

/** One ConfirmEvents call. The deadline is 28 s away at best, so a hanging call must leave room for several more. */
export const CONFIRM_TIMEOUT_MS = 5_000;
/** One PullEvents call: the server holds it for 5 s at most and its document advises 10 s. */
export const PULL_TIMEOUT_MS = 10_000;
/** One call about how a queue is set up or how much is in it: it is answered at once or not at all. */
export const EVENT_CONFIG_TIMEOUT_MS = 5_000;
/** Kept of the window for a confirm from another worker, in case this one's network or keys are what is wrong. */
export const CONFIRM_ELSEWHERE_MS = 8_000;

/** Parallel pulls at most. One is enough for 16 events per round trip; eight reach the API's ceiling at round trips of 80 ms. */
export const MAX_PULL_WIDTH = 8;
/** Pulls to one batch at most. Batches of eight gave 1.3 times the events/s of batches of four, sixteen 1.2 times those of eight (measured). */
export const MAX_PULLS_PER_BATCH = 16;
/**
 * From this many events a second on, what comes is gathered as in a backlog. At 800/s that makes 12 batches a second instead of about 40, which the
 * server feels; below, an event would only wait.
 */
export const BUSY_EVENTS_PER_SECOND = 200;
/**
 * How long what was pulled waits for more, in a backlog or when many events come. At the API's limit pulls are 10 ms apart: 20 ms made batches of two
 * pulls and cost the worker a third more CPU than 80 ms (measured).
 */
export const GATHER_MS = 80;
/** Open batches at which the pump stops pulling at the latest: each holds a workflow-task slot while its handlers run. */
export const MAX_OPEN_BATCHES = 150;
/**
 * What the pumps of a process begin with, in full batches, shared out among its sources: four are 1,024 events, under a second's work; see Admission
 * for how it goes on. Sixteen sources that began with eight each handed over most of what they pulled (measured).
 */
export const INITIAL_OPEN_BATCHES = 4;
/** Shared out likewise. */
export const MIN_OPEN_BATCHES = 2;
/** A batch is in good time when it closes this soon after its quick budget, and took too long beyond this multiple of it. */
export const GOOD_BATCH_MS = 1_000;
export const BAD_BATCH_BUDGETS = 3;
/** Bytes of JSON in one batch at most. Temporal refuses payloads above 2 MiB; the rest is room for the envelope and other scripts' bytes. */
export const MAX_BATCH_BYTES = 1_500_000;
/** What Temporal takes as one payload, 2 MiB by default (measured on server 1.32), less room for the envelope. */
export const MAX_PAYLOAD_BYTES = 2 * 1_024 * 1_024 - 8 * 1_024;
/** Events too large for Temporal that a pump names in log and status; what comes beyond is only counted. */
export const MAX_TOO_LARGE = 20;
/** Calls a second and API that we allow ourselves, just below the API's own limit of 100 (API documents), so that pacing and not refusals sets the rate. */
export const RATE_PER_SECOND = 99;
/** An empty answer that comes sooner was not a long poll (wrong mode, wrong application): the pump then waits as long itself. */
export const MIN_EMPTY_PULL_MS = 1_000;
/** Pauses after failed pulls: quick at first, then rare; the queue keeps events for four days. */
export const PULL_BACKOFF_INITIAL_MS = 250;
export const PULL_BACKOFF_MAXIMUM_MS = 15_000;
/** Keys remembered as processed and not confirmed. They travel in the heartbeat (35 kB at most). */
export const MAX_REMEMBERED_KEYS = 1_000;
/** How long a pump that is told to stop waits for its long poll before it lets another take over; the poll is then seen through in the background. */
export const RELEASE_AFTER_MS = 250;

/** Without a heartbeat for this long a pump is taken over: failover within 10 s, and at 0.8 times this 750 heartbeats an hour. */
export const PUMP_HEARTBEAT_TIMEOUT_MS = 6_000;
/** A pump ends by itself after this long and is started anew, so that no activity lives for ever. */
export const PUMP_LAP_MS = 6 * 60 * 60_000;
/** Probes of a halted poller: soon enough that a mended key is noticed within a minute, rare enough to harm nobody. */
export const HALTED_PROBE_INITIAL_MS = 15_000;
export const HALTED_PROBE_MAXIMUM_MS = 60_000;
/** A dead worker's `handleEvent` is noticed within this. */
export const HANDLE_HEARTBEAT_TIMEOUT_MS = 15_000;
/** How often an owned event looks for a worker that serves its source: soon after one is there, rare enough to harm nobody. */
export const SOURCE_AWAITED_MS = 60_000;
/** How long the process that already runs a handler has to take its event's activity. */
export const HOME_START_TIMEOUT_MS = 5_000;

/** Of a discard, in UTF-16 code units: some sentences. It is kept in the workflow's result. */
export const MAX_REASON_LENGTH = 500;
/** Bytes of JSON in an event that a retry brings. With more, the server would fail the workflow over the activity's input (2 MiB), event and all. */
export const MAX_CHANGED_EVENT_BYTES = 1_500_000;
/** Levels of nesting in an event that a program hands in, and in what routes give to others: VOD's have about ten, and some thousands overflow the stack that writes them. */
export const MAX_EVENT_DEPTH = 500;
/** Characters of an event type in a memo: VOD's longest has 44, and what comes over the network has no bound of its own. */
export const MAX_SHOWN_TYPE_LENGTH = 200;

/** Where workers poll and clients start things when nobody says otherwise: one deployment in a namespace needs no other name. */
export const DEFAULT_TASK_QUEUE = 'vod-events';
/** What a worker without a SubAppId calls its source. */
export const DEFAULT_SOURCE = 'default';

/**
 * How far back a wait for an event looks when nobody says since when: a program asks for a task, and then waits for its event; what can lie
 * between the two is seconds. Every batch since then is read once.
 */
export const WAIT_LOOKBACK_MS = 10 * 60_000;
export const WAIT_TIMEOUT_MS = 60_000;
/** Pauses between looks of a wait, growing: a test sees its event soon, and one that waits for hours costs a list call every two seconds. */
export const WAIT_PAUSE_INITIAL_MS = 100;
export const WAIT_PAUSE_MAXIMUM_MS = 2_000;
/** Visibility lists a workflow some moments after its start, and not all in order: each look goes this far behind the latest start seen. */
export const VISIBILITY_LAG_MS = 30_000;
/** How far the clock of a caller that looks for batches may be ahead of the server's. */
export const CLOCK_SKEW_MS = 2_000;

/**
 * How far back a search for an event looks when nobody says since when: "what became of the file of a moment ago". Every batch since then is read
 * once, at ten batches a second 36,000 calls.
 */
export const FIND_LOOKBACK_MS = 60 * 60_000;
/** How far around its hand-over the batches of an owned event are looked for: a batch lives one window, and clocks may differ. */
export const STORY_LOOKAROUND_MS = 2 * 60_000;
/** How long an overview waits for a poller's own answer. A worker that runs answers in milliseconds; many sources may have none. */
export const OVERVIEW_PATIENCE_MS = 3_000;
/** Open events that an overview counts, each a row of a list: some seconds of the server's visibility, and a number that says "far too many". */
export const MAX_COUNTED_EVENTS = 20_000;

/** A crash costs one workflow-task timeout; the server's default of 10 s would eat a third of the window. */
export const WORKFLOW_TASK_TIMEOUT_MS = 5_000;
/** Likewise for a sticky queue whose worker has died (default 10 s). */
export const STICKY_TIMEOUT_MS = 2_000;
/**
 * Workflows kept between their tasks. The SDK's default follows the heap (60 in a small container), and a full cache drops a batch whose
 * handlers run as soon as other workflows have tasks: its task then times out (measured). So there is room for every task slot, for all that is
 * owned, and as much again; each takes about 280 kB (measured).
 */
export const MAX_CACHED_WORKFLOWS = 500;
/** A workflow-task slot is held while a batch's handlers run; 40, the SDK's default, gave a third of the throughput with 2 s handlers (measured). */
export const WORKFLOW_TASK_SLOTS = 200;
/**
 * What Node.js is started with, by the first line of the command and by the image; it cannot be set later. The events of a batch live for about a
 * second, longer than Node's default of 16 MiB for what is young lasts in a backlog: they were moved to the old generation for nothing. With 64 MiB
 * a backlog goes through a seventh faster, for a tenth less of the worker's processor time and a hundred MB (measured in turns, six of each).
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=64'];
/**
 * How long one call into a workflow's code may take in an SDK in which the guard cannot be left out (see `LeanWorker`): its default of 5 s also
 * strikes when the process was frozen meanwhile, and ended so Node crashes.
 */
export const WORKFLOW_CODE_TIMEOUT_MS = 10 * 60_000;
/**
 * Polls for tasks at once follow what the server has. The SDK's default is ten of which two ask for first workflow tasks: at 800 events/s, of
 * which 16 a second were handed over, these queued up for a minute and batches that were not started eagerly behind them (measured). Never
 * fewer than that default: with two, tasks waited for a poll to come round to their partition.
 */
export const TASK_POLLS = { type: 'autoscaling', minimum: 10, initial: 10, maximum: 50 } as const;
/** Tasks of batches go before those of owned events, whose default is 3: only batches have a window. 1 is the first. */
export const BATCH_PRIORITY = 1;
/** Two local activities a batch, one after the other. */
export const LOCAL_ACTIVITY_SLOTS = 400;
/** Owned events handled at once in one process. */
export const ACTIVITY_SLOTS = 100;
/** From SIGTERM to exit. Kubernetes kills after 30 s by default. */
export const GRACE_MS = 25_000;
/** What a worker at its end waits for spans to be sent: a collector that does not answer must not cost the time a supervisor still gives. */
export const FLUSH_SPANS_MS = 2_000;
/** Characters of a `traceparent` of version 00, the only one there is. */
export const MAX_TRACEPARENT_LENGTH = 55;

/**
 * Payloads above this are compressed. A batch of 64 events (100 kB) stays as it is: compressing it costs about what its JSON costs (measured)
 * and would hide it from whoever looks at payloads. Above it bytes are dearer than time: such a batch shrinks to a fifth (measured).
 */
export const COMPRESS_ABOVE_BYTES = 256 * 1_024;
/** The quickest of zlib: level 6 takes 2.3 times as long for a sixth less (measured). */
export const COMPRESSION_LEVEL = 1;
/** What a compressed payload may inflate to: sixteen times what Temporal takes uncompressed, and nothing that could exhaust a process. */
export const MAX_INFLATED_BYTES = 32 * 1_024 * 1_024;

/** Values of one label for one source; what comes beyond is `other`. VOD documents some forty event types; ten times as many routes are a mistake. */
export const MAX_LABEL_VALUES = 200;
/** Looks at poller and events of a source: twice as often as Prometheus scrapes by default, and two calls a worker and source that cost no action. */
export const WATCH_EVERY_MS = 30_000;
/** A probe of a process that does not pull has the poller looked at anew after this: a pump that just left must not be told of for half a minute. */
export const FRESH_MS = 5_000;
/** One of these calls. A look that is late is of no use: the next follows soon. */
export const WATCH_TIMEOUT_MS = 5_000;
/** Listing what is owned, to tell what is parked, may take this share of the time: 10,000 events are a second, and then a minute without. */
export const LIST_SHARE = 1 / 60;
/** How many events wait at VOD is three minutes old in any case. 20 such calls a second are allowed for all workers and sources together. */
export const BACKLOG_EVERY_MS = 60_000;
export const MAX_BACKLOG_PAUSE_MS = 15 * 60_000;
/** After a refusal that only a person can mend, who may never want to. */
export const BACKLOG_REFUSED_MS = 60 * 60_000;
/** Running handlers and use of the rate: as the latter is counted. Costs nothing while nothing changes. */
export const SAMPLE_EVERY_MS = 1_000;
/**
 * Without the end of a pull for this long the process that is to pull is taken for stuck, and `/livez` has it restarted. A pull takes 10 s at
 * most, the pause after a failure 15 s, and room for another batch is there after a window of 30 s at the latest.
 */
export const LIVE_PULL_MS = 90_000;
/** The headroom that a pump reports is the least of this long: several batches even where few events come. */
export const HEADROOM_KEPT_MS = 60_000;

/** Where the ingress listens: this machine only, so that what terminates TLS stands before it. */
export const INGRESS_ADDRESS = '127.0.0.1:8080';
export const INGRESS_PATH = '/vod/events';
/** Of one callback. VOD's largest samples have some 10 kB; Temporal takes 2 MiB as one payload, and JSON may grow when it is written anew. */
export const INGRESS_BODY_LIMIT_BYTES = 1_024 * 1_024;
/** Above this nothing would go through Temporal, however it is compressed. */
export const MAX_INGRESS_BODY_LIMIT_BYTES = 16 * 1_024 * 1_024;
/** Callbacks being read or started at once: 200 MiB at worst, each with the largest body. */
export const MAX_INGRESS_REQUESTS = 200;
/** A client may take this long to send its request. VOD's are small; who is slower holds a place that others need. */
export const INGRESS_REQUEST_TIMEOUT_MS = 10_000;
/** How long Temporal has to take an event. How long VOD waits is not documented; other products of Tencent Cloud give up after 5 s. */
export const INGRESS_START_TIMEOUT_MS = 3_000;
/** Said with every 503. Long enough to spare a server that is starting, short beside the ten minutes that a signature lasts. */
export const INGRESS_RETRY_AFTER_S = 5;
/** From SIGTERM to exit, for requests under way: one that was still being sent, and its start. Kubernetes kills after 30 s by default. */
export const INGRESS_GRACE_MS = INGRESS_REQUEST_TIMEOUT_MS + INGRESS_START_TIMEOUT_MS + 2_000;
/** Pause between attempts to reach a Temporal that was away: gRPC's own grows to two minutes, during which every event would be refused. */
export const INGRESS_RECONNECT_MS = 1_000;
/** How long Temporal has to answer `/readyz`. Kubernetes gives a probe 1 s by default. */
export const READINESS_TIMEOUT_MS = 900;
/** How long an answer of `/readyz` is used again, so that nobody can flood Temporal through it. */
export const READINESS_KEPT_MS = 1_000;
/** Lines a second about refused requests; the rest is counted. Anybody can cause them, and nobody reads more. */
export const MAX_REFUSALS_LOGGED_PER_SECOND = 10;

/** How long keys have to arrive. Less than a confirm may take: a metadata service that hangs must leave the call time to say so. */
export const KEYS_TIMEOUT_MS = 3_000;
/** Temporary keys are replaced this long before they expire, or at half their life where that is sooner: a failure leaves time for many more tries. */
export const KEYS_MARGIN_MS = 10 * 60_000;
/** How long keys from files are used before these are looked at again: a rotated secret is in use within seconds, and no call waits for a disk. */
export const KEYS_FILE_KEPT_MS = 10_000;
/**
 * Keys are asked for at most so often, whatever comes: ones that seem to have expired already (a clock that is wrong), and failures. Pump and confirms
 * try again at paces of their own.
 */
export const KEYS_PAUSE_MS = 2_000;

/** Where the console listens: this machine only. */
export const CONSOLE_HOST = '127.0.0.1';
/** How old what it shows of the sources may be while somebody looks. Pumps say a new word every five seconds, and a state can change at any time. */
export const CONSOLE_REFRESH_MS = 1_000;
/** The same for each source, where there are more than twenty: twenty calls a second to Temporal, whatever the number of browsers. */
export const CONSOLE_PER_SOURCE_MS = 50;
/** How old its list of sources may be: they come and go with deployments. */
export const CONSOLE_SOURCES_MS = 5_000;
/** How old its list of events may be: visibility itself runs a second behind, and a list of a thousand is some ten times the work of a look at a source. */
export const CONSOLE_EVENTS_MS = 2_000;
/** Events in that list at most. Nobody decides about more one by one; `vod-events parked` does about any number. */
export const MAX_CONSOLE_EVENTS = 1_000;
/** How long its charts go back, from when somebody began to look. A chart with a point every five seconds has 180 then, which a phone can show. */
export const CONSOLE_HISTORY_MS = 15 * 60_000;
/** Two reports of a pump that are further apart have nothing to do with each other: nobody looked, or the worker died in between. Three times the usual five seconds. */
export const CONSOLE_GAP_MS = 15_000;
/** How soon a poller is asked again when no worker has answered: now and then, as each question is a task in its queue. */
export const CONSOLE_ASK_AGAIN_MS = 30_000;
/** How long Temporal has to answer what the page asks for. */
export const CONSOLE_TEMPORAL_TIMEOUT_MS = 5_000;
/** Pause between attempts to reach a Temporal that was away: gRPC's own grows to two minutes, during which the page would go on to say so. */
export const CONSOLE_RECONNECT_MS = 1_000;
/** How long a local development server's UI has to answer at the start of the console, for a link to it. */
export const CONSOLE_UI_PROBE_MS = 500;
/** From SIGTERM to exit, for answers under way. */
export const CONSOLE_GRACE_MS = 1_000;
