import root = require('temporal-vod-events');
import client = require('temporal-vod-events/client');
import nexus = require('temporal-vod-events/nexus');
import plugin = require('temporal-vod-events/plugin');
import testing = require('temporal-vod-events/testing');
import workflow = require('temporal-vod-events/workflow');
import workflows = require('temporal-vod-events/workflows');

const routes = root.defineRoutes({ FileDeleted: ({ payload }) => void payload.FileIdSet?.[0] });

export const everything = [routes, client.vodEvents, testing.sampleEvents, workflow.eventId, workflows.vodEvent];
export const more = [nexus.vodEventsService, plugin.VodEventsPlugin];
