package example.publishing;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What the vod-events workers start for every EditMediaComplete, because a route of theirs says so. */
@WorkflowInterface
public interface PublishClip {

  /** @param reason why it was not published */
  record Publication(boolean published, String reason) {}

  @WorkflowMethod
  Publication run(EditMediaComplete event);
}
