package example.publishing;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The event that a route of the vod-events workers starts {@link PublishClip} with.
 *
 * @param key its id, the same however often VOD delivers it
 */
public record EditMediaComplete(int version, String source, String key, String type, EditMediaTask payload) {

  /** VOD's own names. What is not named here is left out when the argument is read. */
  public record EditMediaTask(
      @JsonProperty("TaskId") String taskId,
      @JsonProperty("ErrCode") int errCode,
      @JsonProperty("Output") EditOutput output) {}

  /** The file that the edit made. */
  public record EditOutput(@JsonProperty("FileId") String fileId, @JsonProperty("FileUrl") String fileUrl) {}
}
