package example.publishing;

import example.publishing.EditMediaComplete.EditMediaTask;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

public final class PublishClipWorkflow implements PublishClip {

  private final Catalogue catalogue =
      Workflow.newActivityStub(
          Catalogue.class, ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

  @Override
  public Publication run(EditMediaComplete event) {
    EditMediaTask edit = event.payload();
    if (edit.errCode() != 0 || edit.output() == null) {
      return new Publication(false, "the edit failed with code " + edit.errCode());
    }
    catalogue.publish(event.key(), edit.output().fileId(), edit.output().fileUrl());
    return new Publication(true, null);
  }
}
