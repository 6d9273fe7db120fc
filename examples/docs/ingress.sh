export VOD_EVENTS_INGRESS_KEY=SameKeyAsInVOD      # the callback key (SignKey) of the application
export VOD_EVENTS_INGRESS_ADDRESS=127.0.0.1:8080
npx vod-events ingress &
curl --silent --retry 30 --retry-delay 1 --retry-all-errors http://$VOD_EVENTS_INGRESS_ADDRESS/readyz

# What VOD sends:
T=$(($(date +%s) + 600))
Sign=$(printf %s "$VOD_EVENTS_INGRESS_KEY$T" | openssl md5 -r | cut -c1-32)
curl --silent --show-error --header 'content-type: application/json' \
  --data '{"EventType":"ClipComplete","ClipCompleteEvent":{"TaskId":"task-1"},"Sign":"'$Sign'","T":'$T'}' \
  http://$VOD_EVENTS_INGRESS_ADDRESS/vod/events
