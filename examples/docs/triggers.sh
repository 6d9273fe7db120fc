source=${VOD_SUB_APP_ID:-default}
temporal workflow start --type vodEventBatch --task-queue "${VOD_EVENTS_TASK_QUEUE:-vod-events}" \
  --workflow-id "vod-batch/$source/from-a-shell-1" --id-reuse-policy AllowDuplicateFailedOnly \
  --input '{ "version": 1, "source": "'"$source"'", "pulledAt": '"$(date +%s)"'000,
             "events": [{ "EventType": "FileDeleted", "FileDeleteEvent": { "FileIdSet": ["387703"] } }] }'
temporal workflow result --workflow-id "vod-batch/$source/from-a-shell-1"

temporal workflow signal --workflow-id "vod-poller/$source" --name pause
temporal workflow signal --workflow-id "vod-poller/$source" --name resume
temporal workflow query --workflow-id "vod-poller/$source" --type status
