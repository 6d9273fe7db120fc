"""Where this service would talk to its catalogue."""

from dataclasses import dataclass

from temporalio import activity


@dataclass
class Clip:
    idempotency_key: str
    file_id: str
    url: str


@activity.defn
async def publish(clip: Clip) -> None:
    activity.logger.info("published %s", clip.file_id)
