"""The workflows of vod-events as this service calls them: by name, with plain JSON."""

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

# The fields of these classes are named as in the contract, because they become its JSON.


@dataclass
class BatchInput:
    source: str
    pulledAt: int
    """When the events arrived, ms since 1970."""
    events: list[dict[str, Any]]
    """The EventSet as VOD returned it. An event without EventHandle is processed and needs no confirm."""
    version: int = 1


@dataclass
class BatchResult:
    done: int
    owned: int
    left: int
    confirmed: int
    unconfirmed: list[str]
    unfinished: list[int]


@dataclass
class HaltReason:
    type: str
    message: str
    code: str | None = None
    requestId: str | None = None


@dataclass
class PollerStatus:
    source: str
    state: str
    """running, paused or halted"""
    since: int
    """ms since 1970"""
    halted: HaltReason | None = None


class VodEvents:
    """One source: a VOD application whose events the vod-events workers consume."""

    def __init__(self, client: Client, source: str, task_queue: str) -> None:
        self._client = client
        self._source = source
        self._task_queue = task_queue

    async def submit(self, events: list[dict[str, Any]]) -> BatchResult:
        """Has a set of events processed and waits until it is. The same set again is the same batch."""
        canonical = json.dumps(events, sort_keys=True).encode()
        batch_id = (
            f"vod-batch/{self._source}/{hashlib.sha256(canonical).hexdigest()[:32]}"
        )
        batch: WorkflowHandle[Any, BatchResult]
        try:
            batch = await self._client.start_workflow(
                "vodEventBatch",
                BatchInput(self._source, time.time_ns() // 1_000_000, events),
                id=batch_id,
                task_queue=self._task_queue,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                result_type=BatchResult,
            )
        except WorkflowAlreadyStartedError:
            batch = self._client.get_workflow_handle(batch_id, result_type=BatchResult)
        return await batch.result()

    async def pause(self) -> None:
        """Stops pulling, which takes up to 5 s. What was pulled is finished."""
        await self._poller.signal("pause")

    async def resume(self) -> None:
        """Goes on pulling, at once even when halted."""
        await self._poller.signal("resume")

    async def status(self) -> PollerStatus:
        status: PollerStatus = await self._poller.query(
            "status", result_type=PollerStatus
        )
        return status

    @property
    def _poller(self) -> WorkflowHandle[Any, Any]:
        return self._client.get_workflow_handle(f"vod-poller/{self._source}")
