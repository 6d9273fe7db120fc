// A workflow of somebody else's worker, beside ours.
const { proxyActivities } = require('@temporalio/workflow');
const { pollerId } = require('temporal-vod-events/workflow');

module.exports = {
  ...require('temporal-vod-events/workflows'),
  onEvent: (event) => proxyActivities({ startToCloseTimeout: '1 minute' }).publish(pollerId(event.source)),
};
