"""What the vod-events workers start for every EditMediaComplete, because a route of theirs says so."""

from dataclasses import dataclass
from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from publishing.activities import Clip, publish


@dataclass
class EditOutput:
    FileId: str
    FileUrl: str


@dataclass
class EditMediaTask:
    """VOD's own names. What is not named here is left out when the argument is read."""

    TaskId: str
    ErrCode: int
    Output: EditOutput | None = None


@dataclass
class EditMediaComplete:
    """The event: `key` is its id, the same however often VOD delivers it."""

    version: int
    source: str
    key: str
    type: str
    payload: EditMediaTask


@dataclass
class Publication:
    published: bool
    reason: str | None = None


@workflow.defn
class PublishClip:
    @workflow.run
    async def run(self, event: EditMediaComplete) -> Publication:
        edit = event.payload
        if edit.ErrCode != 0 or edit.Output is None:
            return Publication(False, f"the edit failed with code {edit.ErrCode}")
        await workflow.execute_activity(
            publish,
            Clip(event.key, edit.Output.FileId, edit.Output.FileUrl),
            start_to_close_timeout=timedelta(minutes=1),
        )
        return Publication(True)
