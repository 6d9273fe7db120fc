"""The command line: python -m publishing worker | submit | pause | resume | status"""

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from temporalio.client import Client, WorkflowFailureError
from temporalio.envconfig import ClientConfig
from temporalio.service import RPCError
from temporalio.worker import Worker

from publishing.activities import publish
from publishing.vod_events import VodEvents
from publishing.workflows import PublishClip


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="publishing")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("worker", help="publish clips until told to stop")
    submit = commands.add_parser("submit", help="have a set of events processed")
    submit.add_argument("source", help="the SubAppId, or default")
    submit.add_argument("file", type=Path, help="a JSON list of events")
    for name, about in (
        ("pause", "stop pulling"),
        ("resume", "pull again"),
        ("status", "print what the poller says"),
    ):
        commands.add_parser(name, help=about).add_argument("source")
    return parser.parse_args()


async def connect() -> Client:
    """As TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY … or the profile of the Temporal CLI say."""
    config = ClientConfig.load_client_connect_config()
    config.setdefault("target_host", "localhost:7233")
    return await Client.connect(**config)


async def work(client: Client) -> None:
    stop = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, stop.set)
    async with Worker(
        client,
        task_queue=os.environ.get("PUBLISHING_TASK_QUEUE", "publishing"),
        workflows=[PublishClip],
        activities=[publish],
    ):
        await stop.wait()


async def main() -> None:
    args = arguments()
    client = await connect()
    if args.command == "worker":
        return await work(client)
    vod_events = VodEvents(
        client, args.source, os.environ.get("VOD_EVENTS_TASK_QUEUE", "vod-events")
    )
    if args.command == "submit":
        events = json.loads(args.file.read_text(encoding="utf-8"))
        print(json.dumps(asdict(await vod_events.submit(events))))
    elif args.command == "pause":
        await vod_events.pause()
    elif args.command == "resume":
        await vod_events.resume()
    else:
        print(json.dumps(asdict(await vod_events.status())))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    status = 0
    try:
        asyncio.run(main())
    # RuntimeError is how the SDK says that it cannot connect.
    except (
        OSError,
        ValueError,
        RuntimeError,
        RPCError,
        WorkflowFailureError,
    ) as error:
        print(f"publishing: {error.__cause__ or error}", file=sys.stderr)
        status = 1
    # At once: threads of the SDK's core may still come back to an interpreter that
    # is being torn down, which now and then ends it with "PyGILState_Release".
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
