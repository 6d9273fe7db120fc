package example.publishing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The workflows of vod-events as this service calls them: by name, with plain JSON.
 *
 * @param source the SubAppId of a VOD application, or default
 * @param taskQueue that of the vod-events workers
 */
public record VodEvents(WorkflowClient client, String source, String taskQueue) {

  /**
   * Input of vodEventBatch.
   *
   * @param pulledAt when the events arrived, ms since 1970
   * @param events the EventSet as VOD returned it. An event without EventHandle is processed and needs no confirm.
   */
  public record BatchInput(int version, String source, long pulledAt, ArrayNode events) {}

  /** Result of vodEventBatch. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record BatchResult(
      int done, int owned, int left, int confirmed, List<String> unconfirmed, List<Integer> unfinished) {}

  /**
   * Answer of the query status.
   *
   * @param state running, paused or halted
   * @param since ms since 1970
   * @param halted what halted it: type, message, code, requestId
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PollerStatus(String source, String state, long since, JsonNode halted) {}

  /** Has a set of events processed and waits until it is. The same set again is the same batch. */
  public BatchResult submit(ArrayNode events) {
    String batchId = "vod-batch/%s/%s".formatted(source, sha256(events.toString()));
    WorkflowStub batch =
        client.newUntypedWorkflowStub(
            "vodEventBatch",
            WorkflowOptions.newBuilder()
                .setWorkflowId(batchId)
                .setTaskQueue(taskQueue)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .build());
    try {
      batch.start(new BatchInput(1, source, System.currentTimeMillis(), events));
    } catch (WorkflowExecutionAlreadyStarted same) {
      batch = client.newUntypedWorkflowStub(batchId);
    }
    return batch.getResult(BatchResult.class);
  }

  /** Stops pulling, which takes up to 5 s. What was pulled is finished. */
  public void pause() {
    poller().signal("pause");
  }

  /** Goes on pulling, at once even when halted. */
  public void resume() {
    poller().signal("resume");
  }

  public PollerStatus status() {
    return poller().query("status", PollerStatus.class);
  }

  private WorkflowStub poller() {
    return client.newUntypedWorkflowStub("vod-poller/" + source);
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
