"""A service that publishes what VOD has edited, told of it by the vod-events workers."""
